"""The downloads: typed output documents, tables and schemas, all pure functions of a data state."""

from weighbridge.export.manifest import write_manifest
from weighbridge.export.version import content_hash, data_version, version_of
from weighbridge.export.write import write_api, write_downloads, write_records

__all__ = [
    "content_hash",
    "data_version",
    "version_of",
    "write_api",
    "write_downloads",
    "write_manifest",
    "write_records",
]
