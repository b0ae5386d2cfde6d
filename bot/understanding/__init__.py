"""The embedded model: from a sentence to a tool and its arguments, on this machine, without a key."""
