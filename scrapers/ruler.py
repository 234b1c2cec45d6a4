"""ruler: taken, being written."""
