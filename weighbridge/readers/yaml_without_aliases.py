"""YAML files that use aliases, read without them: an alias is left empty rather than followed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from weighbridge.readers.structured import yaml_of
from weighbridge.source import Document

_MERGE = re.compile(rb"(?m)^([ \t]*(?:- )?)(?:!!merge )?<<: \*[\w.-]+[ \t]*\r?$")
_VALUE = re.compile(rb"(?m)(:|-) \*[\w.-]+[ \t]*\r?$")


def yaml_without_aliases(document: Document) -> Any:
    """The YAML value, with nothing where an alias stood and without what would have been merged in."""
    body = _VALUE.sub(rb"\1 null", _MERGE.sub(rb"\1merged: true", document.body))
    return yaml_of(replace(document, body=body))
