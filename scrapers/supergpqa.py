"""supergpqa: taken, being written."""
