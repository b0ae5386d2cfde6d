"""The conversation: from a person's message to a tool call and back to a sentence."""
