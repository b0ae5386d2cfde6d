"""Networks that posts go to, one file each; the folder is the registry."""
