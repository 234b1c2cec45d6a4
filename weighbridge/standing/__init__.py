"""The index: one fit, its intervals, its history and its validation."""
