"""The networks, one a file: each behaves as its real one documents it."""
