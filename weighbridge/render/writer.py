"""The writer of pages: templates, the folder, and how a page reaches the root of the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from weighbridge.render import numbers
from weighbridge.render.slim import Slim
from weighbridge.render.view import COMMERCIAL_WORDS, View, by_source
from weighbridge.standing.history import FROZEN_ON

SITE = Path(__file__).parents[2] / "site"
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


class Pages:
    """Writes pages: knows the folder, the templates and how a page reaches the root of the site."""

    def __init__(self, view: View, out: Path, *, base_url: str | None, data_version: str) -> None:
        self.view = view
        self.out = out
        self.base_url = base_url.rstrip("/") + "/" if base_url else None
        self.written: list[str] = []
        self._environment = environment()
        self._environment.globals.update(
            data_version=data_version,
            as_of=numbers.day(view.dataset.as_of),
            view=view,
        )

    def page(self, path: str, template: str, **context: Any) -> None:
        """Write one page. ``path`` is from the root of the site."""
        root = "../" * path.count("/")
        address = path.removesuffix("index.html")
        canonical = self.base_url + address if self.base_url else None
        # A 404 page is shown at any depth: only a full address finds the styles from there.
        home = self.base_url if path == "404.html" and self.base_url else root
        text = self._environment.get_template(template).render(
            root=home, assets=f"{home}assets/", path=path, canonical=canonical, base_url=self.base_url, **context
        )
        self.text(path, text)

    def text(self, path: str, text: str) -> None:
        """Write a text file as it is."""
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        self.written.append(path)


def environment(*, slim: bool = True) -> Environment:
    """Templates with everything escaped and no undefined name let through; ``slim`` leaves out what HTML can spare."""
    made = Environment(
        loader=FileSystemLoader([SITE / "templates", SITE / "content"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[Slim] if slim else [],
    )
    made.filters.update(
        away=away,
        cited=cited,
        by_source=by_source,
        day=numbers.day,
        minute=numbers.minute,
        money=numbers.money,
        billions=numbers.billions,
        thousands=numbers.thousands,
        exact=numbers.exact,
        listing=numbers.listing,
        size=numbers.size_text,
        file_size=numbers.file_size,
    )
    made.globals.update(
        counted=numbers.counted,
        number=numbers.number,
        unit_sign=numbers.UNIT_SIGN,
        commercial_words=COMMERCIAL_WORDS,
        frozen_on=FROZEN_ON.isoformat(),
    )
    return made


def away(address: str | None, text: str | None = None) -> Markup:
    """A link out of the site; the text alone when the address is not a web address.

    Without a text the link shows its host and its last part; style sheets print the whole.
    """
    if address is None or not WEB_ADDRESS.fullmatch(address):
        return Markup("<bdi>{}</bdi>").format(text if text is not None else address)
    if text is None:
        return Markup('<a href="%s" rel="noopener nofollow">%s</a>') % (address, short(address))
    return Markup('<a href="%s" rel="noopener nofollow"><bdi>%s</bdi></a>') % (address, text)


def cited(address: str, title: str) -> Markup:
    """A link out of the site whose text is ours: the title of a source."""
    if not WEB_ADDRESS.fullmatch(address):
        return escape(title)
    return Markup('<a href="%s" rel="noopener nofollow">%s</a>') % (address, title)


def short(address: str) -> str:
    """An address without its scheme and its middle."""
    host, _, path = address.partition("://")[2].partition("/")
    parts = [part for part in path.split("/") if part]
    if len(parts) > 2:
        parts = ["…", parts[-1]]
    return "/".join([host, *parts])
