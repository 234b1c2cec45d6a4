"""longbench_v2: taken, being written."""
