"""What is served over HTTP. Imported by `allin serve` alone, since FastAPI takes its time to load."""
