"""Makes the skill package for Amazon's developer console: one interaction model for each locale, and the manifest.

`python -m deploy.alexa OUT --endpoint https://assistant.example` writes a folder as Amazon's own command (`ask`) takes it.
"""
