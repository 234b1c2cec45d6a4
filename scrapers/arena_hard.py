"""arena_hard: taken, being written."""
