"""The outside world: networks that posts go to and channels that people talk through."""
