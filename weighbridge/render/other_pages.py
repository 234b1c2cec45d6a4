"""Method, data, the page for what is not there, and the site map."""

from __future__ import annotations

from xml.sax.saxutils import escape

from weighbridge.render import numbers
from weighbridge.render.writer import Pages
from weighbridge.source import FactSource

TABLES = (
    ("results", "every result with its evidence"),
    ("leaderboard", "the leaderboard: rank, range, index"),
    ("leaderboard_domains", "the index by domain"),
    ("models", "every model with its published facts"),
    ("claims", "every fact as each source states it"),
    ("benchmarks", "every benchmark card"),
    ("sources", "every source with its terms and state"),
    ("changes", "what came, changed and went"),
)
WITHOUT_JSON = frozenset({"leaderboard_domains", "claims", "changes"})
OTHERS = (
    ("api/v1/history.parquet", "every value that a row ever had"),
    ("api/v1/weighbridge.sqlite", "all tables in one database"),
    ("api/v1/index.json", "where everything is, with counts and schemas"),
    ("api/v1/status.json", "how every board stands"),
    ("api/v1/datapackage.json", "Frictionless Data Package"),
    ("api/v1/croissant.json", "Croissant description"),
    ("api/v1/manifest.json", "every file with its size and SHA-256"),
    ("feeds/all.atom", "changes as a feed"),
)


def _formats(table: str) -> tuple[str, ...]:
    return ("csv", "parquet") if table in WITHOUT_JSON else ("json", "csv", "parquet")


def write(pages: Pages) -> None:
    """Write ``method/``, ``data/``, ``compare/`` and ``404.html``."""
    view = pages.view
    pages.page("method/index.html", "method.html")
    pages.page(
        "data/index.html",
        "data.html",
        tables=[(name, what, _formats(name)) for name, what in TABLES],
        others=OTHERS,
        sources=[(v, isinstance(v.source, FactSource)) for v in view.dataset.sources],
    )
    pages.page("compare/index.html", "compare.html")
    pages.page("404.html", "404.html")


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
