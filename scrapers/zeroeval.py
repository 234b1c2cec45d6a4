"""zeroeval: taken, being written."""
