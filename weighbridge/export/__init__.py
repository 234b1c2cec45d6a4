"""The downloads: typed output documents, tables and schemas."""
