"""Method, comparison, keyboard shortcuts, the page for what is not there, and the site map."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from weighbridge.render import numbers
from weighbridge.render.memory_error import errors_of
from weighbridge.render.worked import worked_example
from weighbridge.render.writer import SITE, Pages


def write(pages: Pages) -> None:
    """Write ``method/``, ``compare/``, ``keys/`` and ``404.html``."""
    pages.page("method/index.html", "method.html", worked=worked_example(pages.view), errors=errors_of(pages.view))
    pages.page("compare/index.html", "compare.html")
    pages.page("404.html", "404.html")
    pages.page("keys/index.html", "keys.html", keys=shortcuts())


def shortcuts() -> list[tuple[str, str]]:
    """Each key and what it does, as ``site/static/keys.js`` has it."""
    text = (SITE / "static" / "keys.js").read_text(encoding="utf-8")
    return re.findall(r'^    \["(.)", "([^"]+)", ', text, flags=re.MULTILINE)


def write_site_map(pages: Pages) -> None:
    """Write ``sitemap.xml`` and ``robots.txt``, where the address of the site is known."""
    if pages.base_url is None:
        return
    day = numbers.day(pages.view.dataset.as_of)
    entries = [
        f"<url><loc>{escape(pages.base_url + path.removesuffix('index.html'))}</loc><lastmod>{day}</lastmod></url>"
        for path in sorted(pages.written)
        if path.endswith("index.html")
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    pages.text("sitemap.xml", head + "\n".join(entries) + "\n</urlset>\n")
    pages.text("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {pages.base_url}sitemap.xml\n")
