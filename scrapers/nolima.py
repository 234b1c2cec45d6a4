"""nolima: taken, being written."""
