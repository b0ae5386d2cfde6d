"""Numbers with a source, an age and an honest "unknown": what is measured, what it means, what it may become."""
