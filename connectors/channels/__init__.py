"""Places where people talk to the assistant, one file each; the folder is the registry."""
