"""One small module a source: its declaration on top, its parser below."""
