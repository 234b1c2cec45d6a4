"""Shared readers: bytes in, plain rows out; no network, no clock, no files."""
