"""What may come, how sure that is, when to post, and what is out of the ordinary."""
