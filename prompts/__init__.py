"""What the assistant says and what it is told to write: one file a task."""
