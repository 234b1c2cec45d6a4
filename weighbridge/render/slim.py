"""Templates without the end tags, quotes and scopes that HTML lets a page leave out: about a tenth of its size.

They are taken from the templates' own text before anything is filled in, so no text of others is ever touched. An
attribute filled in with ids, paths or numbers alone can do without quotes too.
"""

from __future__ import annotations

import re

from jinja2.ext import Extension

# What stays as it is comes first: the language of the templates, and blocks in which text means what it says.
# The end tag of a definition that a loop may repeat stays too: some readers of HTML take the next one for a part of it.
# A scope is implied where a row has headings alone, or a column has. A download's path may have a "=": it wants quotes,
# as does a root alone: that of the first page is blank.
_OURS = r"\{\{ (?:root|(?!file\.)[a-z_.]+\.(?:id|path|ticket)|reading\.key|tickets\.anchors\[[a-z_.]+\]) \}\}"
_VALUE = rf'(?!{{{{ root }}}}")(?:[#\w./:-]|{_OURS})*(?:[\w-]|{_OURS})'
_PIECES = re.compile(
    r"(?P<kept>\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->|<(?P<raw>script|style|pre|textarea)\b.*?</(?P=raw)>)"
    r"|(?P<end></(?:t[dhr]|dt|li|option|thead|tbody)>\n?|</dd>(?!\{%)\n?)"
    r'|(?P<implied> scope="(?:row|col)"(?=[ >]|\{%))'
    rf'|(?P<attribute>(?<= )(?P<name>[a-z-]+)="(?P<value>{_VALUE})"(?=[ >]))',
    re.DOTALL,
)


class Slim(Extension):
    """The extension that takes them out when a template is loaded."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return slim(source)


def slim(template: str) -> str:
    """A template's source without what HTML can spare."""
    return _PIECES.sub(_less, template)


def _less(found: re.Match[str]) -> str:
    if found["kept"]:
        return found[0]
    return "" if found["end"] or found["implied"] else f"{found['name']}={found['value']}"
