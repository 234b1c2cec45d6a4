"""simple_evals: taken, being written."""
