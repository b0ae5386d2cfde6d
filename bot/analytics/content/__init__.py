"""What a text is like: its language, mood, topics, how easy it reads, whether it sounds like the workspace."""
