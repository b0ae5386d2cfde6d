"""Charts: what is in them, and how they are drawn for a phone and for eyes that see few colours."""
