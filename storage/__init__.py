"""What is kept: workspaces, posts, jobs, conversations. Imports nothing else of the project."""
