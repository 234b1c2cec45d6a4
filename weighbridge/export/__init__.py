"""The downloads: typed output documents, tables and schemas, all pure functions of a data state."""

from weighbridge.export.manifest import write_manifest
from weighbridge.export.version import data_version
from weighbridge.export.write import write_downloads

__all__ = ["data_version", "write_downloads", "write_manifest"]
