"""A public page made of plain files: what stands on it, how it is drawn, and how it is kept on disk."""
