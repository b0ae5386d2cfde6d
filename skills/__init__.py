"""What the assistant can do: every module here is a skill, every decorated function in it a tool."""
