"""What the templates leave out changes nothing that a reader of HTML sees."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from tests.site.synthetic import HOSTILE, told
from weighbridge.dataset import Dataset
from weighbridge.render import render_site, writer
from weighbridge.render.slim import slim
from weighbridge.render.writer import environment
from weighbridge.standing.rows import Standing

EVERYWHERE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ text }}</title>
<script type="application/json">{"td": "</td>", "a": "b" }</script><style>[a="b" ] { color: red }</style></head><body>
<!-- </td> class="kept" > -->
<p class="a b" title="{{ text }}">{{ text }}{# </li> #}</p>
<table class="runs" data-x="{{ text }}"><tbody><tr id="r"><th scope="row">{{ text }}</th><td class="n">{{ text }}</td>
<td class="l">{% if "</td>" in "</td>" %}{{ text }}{% endif %}</td></tr>
<tr{% if flag=="on" %} class="on"{% endif %}><td title="{{ "</td>" }}">{{ text }}</td></tr></tbody></table>
<ul><li class="x">{{ text }}<ul><li>{{ text }}</li></ul></li>
<li><a href="https://example.org/?a=b" rel="noopener nofollow">{{ text }}</a></li></ul>
<dl><dt>{{ text }}</dt><dd id="k1">{{ text }}</dd>
<dt>{{ text }}</dt>{% for part in [text, text] %}<dd>{{ part }}</dd>{% endfor %}</dl>
<select name="s"><option value="v">{{ text }}</option><option selected>{{ text }}</option></select>
<pre class="p"> <b class="in" >{{ text }}</b> </td> x="y" </pre><textarea name="t">{{ text }} x="y" </textarea>
<p>{{ text }}</p></body></html>"""


IMPLIED = {("scope", "row"), ("scope", "col")}


def tree(node: Tag) -> list[object]:
    """Tags, attributes and texts; white space between and at the ends of blocks, which no reader shows, left out."""
    kept = node.name in {"pre", "textarea", "script", "style"}
    told = ((key, str(value)) for key, value in node.attrs.items())
    found: list[object] = [node.name, sorted(pair for pair in told if pair not in IMPLIED)]
    for child in node.children:
        if isinstance(child, Tag):
            found.append(tree(child))
        elif isinstance(child, NavigableString) and (kept or child.strip()):
            found.append((type(child).__name__, str(child) if kept else child.rstrip("\n")))
    return found


def parsed(html: str) -> list[object]:
    return tree(BeautifulSoup(html, "lxml"))


def filled(made: Environment, **words: str) -> str:
    return made.from_string(EVERYWHERE).render(**words)


SHORT, WHOLE = environment(), environment(slim=False)
HOSTILE_TEXT = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
    st.lists(st.sampled_from(["</td>", '="x" ', "<pre>", "{{ text }}", "</li>", "-->", "</script>", "'", "&"])).map(
        "".join
    ),
    st.sampled_from(HOSTILE),
)


@settings(deadline=None)
@given(HOSTILE_TEXT)
def test_same_page_with_and_without(text: str) -> None:
    short, whole = filled(SHORT, text=text, flag="on"), filled(WHOLE, text=text, flag="on")
    assert len(short) < len(whole) - 80
    assert parsed(short) == parsed(whole)


@pytest.mark.parametrize(
    "block",
    [
        '<!-- </td> a="b" -->',
        '{{ f(a="b" ) }}',
        '<pre> <i a="b" ></td></pre>',
        "</dd>{% endfor %}",
        '<a href="{{ root }}{{ file.path }}">x</a>',
        '<table data-root="{{ root }}">',
    ],
)
def test_left_alone(block: str) -> None:
    assert slim(block) == block


def test_every_page_is_the_same_with_and_without(
    made: tuple[Dataset, Standing], site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "environment", partial(environment, slim=False))
    render_site(*made, tmp_path, base_url=None, data_version="test-1", report=told(*made))
    pages = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.html"))
    assert len(pages) > 60
    for page in [*pages[::4], *(path for path in pages if path.parts[0] not in {"models", "benchmarks"})]:
        whole, short = ((folder / page).read_text(encoding="utf-8") for folder in (tmp_path, site))
        assert len(short) < len(whole)
        assert parsed(short) == parsed(whole), page


def test_a_heading_without_a_scope_has_the_one_that_html_implies(site: Path) -> None:
    """It heads its column if its row has headings alone, and else its row: then its column must have headings alone."""
    seen = 0
    for path in sorted(site.rglob("*.html")):
        for table in BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").select("table"):
            rows = [row.find_all(["th", "td"], recursive=False) for row in table.select("tr")]
            mixed = [cells for cells in rows if {cell.name for cell in cells} == {"th", "td"}]
            unscoped = {at for cells in mixed for at, cell in enumerate(cells) if bare(cell)}
            assert unscoped <= {0}, path
            assert not unscoped or all(cells[0].name == "th" for cells in rows if cells), path
            seen += len(mixed)
    assert seen > 1_000


def bare(cell: Tag) -> bool:
    return cell.name == "th" and not cell.has_attr("scope")


def test_no_value_without_quotes_has_a_character_that_wants_them(site: Path) -> None:
    unquoted = re.compile(r"""<[a-z][^<>]*? [a-z-]+=(?!["'])[^\s>]*["'=<`]""")
    for path in sorted(site.rglob("*.html")):
        markup = re.sub(r"<(script|pre)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        bare_tags = re.sub(r'="[^"]*"', "", markup)
        assert unquoted.search(bare_tags) is None, (path, unquoted.search(bare_tags))
