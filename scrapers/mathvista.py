"""mathvista: taken, being written."""
