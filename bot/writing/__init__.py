"""Writing without a hosted model: drafts from sentences in `prompts/drafts/`, fitted to each network, and edits by rule."""
