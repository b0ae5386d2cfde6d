"""What people ask of their figures, and the sentences and tables that answer it."""
