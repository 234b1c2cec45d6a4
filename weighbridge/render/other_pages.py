"""Method, data, the page for what is not there, and the site map."""

from __future__ import annotations

from xml.sax.saxutils import escape

from weighbridge.render import numbers
from weighbridge.render.writer import Pages
from weighbridge.source import FactSource

DOWNLOADS = (
    ("api/v1/index.json", "JSON", "what there is, with the version of the data"),
    ("api/v1/leaderboard.json", "JSON", "the leaderboard"),
    ("api/v1/leaderboard.csv", "CSV", "the leaderboard"),
    ("api/v1/results.json", "JSON", "every result with its evidence"),
    ("api/v1/results.csv", "CSV", "every result with its evidence"),
    ("api/v1/results.parquet", "Parquet", "every result with its evidence"),
    ("api/v1/models.json", "JSON", "every model with its facts"),
    ("api/v1/models.csv", "CSV", "every model with its facts"),
    ("api/v1/benchmarks.json", "JSON", "every benchmark card"),
    ("api/v1/sources.json", "JSON", "every source with its state"),
)


def write(pages: Pages) -> None:
    """Write ``method/``, ``data/``, ``compare/`` and ``404.html``."""
    view = pages.view
    pages.page("method/index.html", "method.html")
    pages.page(
        "data/index.html",
        "data.html",
        downloads=DOWNLOADS,
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
