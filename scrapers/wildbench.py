"""wildbench: taken, being written."""
