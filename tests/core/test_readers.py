"""The readers: what they give, and that nothing makes them fail other than by the project's own error."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.support import at
from weighbridge.readers import containers
from weighbridge.readers.containers import parquet_rows, sheet_rows, tree_paths, zip_member, zip_names
from weighbridge.readers.markdown import markdown_tables, plain, table_with
from weighbridge.readers.pages import astro_islands, astro_value, html_table, script_json, soup_of
from weighbridge.readers.structured import Fields, csv_rows, json_lines, json_of, number_in, scaled, yaml_of
from weighbridge.source import Document, ParseError


def doc(body: str | bytes) -> Document:
    """A document with this body."""
    return Document("https://x.example/", body.encode() if isinstance(body, str) else body, at(0))


READERS: list[Callable[[Document], object]] = [
    json_of,
    lambda d: list(json_lines(d)),
    yaml_of,
    lambda d: list(csv_rows(d)),
    markdown_tables,
    lambda d: list(astro_islands(d, "View")),
    lambda d: script_json(d, "data"),
    zip_names,
    lambda d: zip_member(d, "a"),
    lambda d: list(sheet_rows(d)),
    lambda d: list(parquet_rows(d)),
    tree_paths,
]

hostile = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(str.encode),
    st.text(alphabet='|-:# \n"\\{}[],*&!<>/=abc0', max_size=300).map(str.encode),
)


@given(body=hostile)
@settings(max_examples=300, deadline=1_000)
def test_no_bytes_make_a_reader_fail_in_another_way(body: bytes) -> None:
    for reader in READERS:
        try:
            reader(doc(body))
        except ParseError as error:
            assert str(error)


@pytest.mark.parametrize(
    "body",
    [
        "|" * 100_000,
        "[" * 100_000,
        "<" * 100_000,
        "|a|\n" + "|-" * 50_000,
        "<!--" * 50_000,
        '"' * 100_001,
        "- " * 50_000,
    ],
)
def test_no_input_is_slow(body: str) -> None:
    for reader in READERS:
        started = time.monotonic()
        with contextlib.suppress(ParseError):
            reader(doc(body))
        assert time.monotonic() - started < 2


def test_fields_are_taken_once_and_the_rest_is_known() -> None:
    fields = Fields({"a": "x", "b": 1, "c": None, "d": True}, "row 3")
    assert fields.text("a") == "x"
    assert fields.maybe_number("c") is None
    with pytest.raises(ParseError, match="row 3: field 'a' is missing"):
        fields.take("a")
    with pytest.raises(ParseError, match="field 'd' should be a number or null, is true or false"):
        fields.number("d")
    assert fields.left() == ("b",)


@pytest.mark.parametrize(
    ("cell", "suffix", "expected"),
    [
        ("77.47%", "%", 77.47),
        ("9.3 %", "%", 9.3),
        ("**1,234.5**", "", 1234.5),
        ("$0.92", "", 0.92),
        ("−3", "", -3.0),
        ("N/A", "%", None),
        ("-", "", None),
        ("0", "", 0.0),
    ],
)
def test_numbers_in_cells(cell: str, suffix: str, expected: float | None) -> None:
    assert number_in(cell, "here", suffix=suffix) == expected


@pytest.mark.parametrize("cell", ["12a", "1,23", "1.2.3", "77.47", "about 5%"])
def test_what_is_no_number_is_an_error(cell: str) -> None:
    with pytest.raises(ParseError, match="here: expected a number"):
        number_in(cell, "here", suffix="%")


def test_scaling_leaves_no_noise() -> None:
    assert scaled(0.7747, 100) == 77.47


def test_json_refuses_what_is_not_in_the_standard() -> None:
    with pytest.raises(ParseError, match="NaN is not a JSON number"):
        json_of(doc("[NaN]"))
    with pytest.raises(ParseError, match="a key stands twice"):
        json_of(doc('{"a": 1, "a": 2}'))
    with pytest.raises(ParseError, match="not valid JSON"):
        json_of(doc(r'["\ud800"]'))
    assert json_of(doc(r'["\ud83d\ude00"]')) == ["\U0001f600"]


def test_text_is_bounded_but_json_kept_as_text_is_not() -> None:
    long = '["' + "x" * 6_000 + '"]'
    assert Fields({"a": long}, "row 1").maybe_json("a") == ["x" * 6_000]
    assert Fields({"a": " "}, "row 1").maybe_json("a") is None
    with pytest.raises(ParseError, match="row 1/a: not valid JSON"):
        Fields({"a": "{"}, "row 1").maybe_json("a")
    with pytest.raises(ParseError, match="field 'a' has 6004 characters"):
        Fields({"a": long}, "row 1").text("a")


def test_json_lines_end_at_newlines_only() -> None:
    assert list(json_lines(doc('"a\u2028b"\n\n1\n'))) == [(1, "a\u2028b"), (3, 1)]


def test_yaml_refuses_aliases_and_tags() -> None:
    assert yaml_of(doc("- model: a\n  score: 1\n")) == [{"model": "a", "score": 1}]
    with pytest.raises(ParseError, match="aliases are not accepted"):
        yaml_of(doc("a: &x [1]\nb: *x\n"))
    for odd in ("a: 2024-99-99", "? {}\n: 1", "a: !!timestamp x", "a: !!float x", "a: !!bool x"):
        with pytest.raises(ParseError, match="not valid YAML"):
            yaml_of(doc(odd))
    with pytest.raises(ParseError, match="not valid YAML"):
        yaml_of(doc("a: !!python/object/apply:os.system ['true']\n"))


def test_csv_keeps_quoted_newlines_and_says_which_line_is_wrong() -> None:
    rows = list(csv_rows(doc('model,score\n"a\nb",1\n,\nc,2\n')))
    assert [(row.text("model"), row.text("score")) for row in rows] == [("a\nb", "1"), ("c", "2")]
    with pytest.raises(ParseError, match="line 3: 1 fields under 2 columns"):
        list(csv_rows(doc("model,score\na,1\nb\n")))
    with pytest.raises(ParseError, match="column 'score' is missing"):
        list(csv_rows(doc("model,points\na,1\n"), must_have=["score"]))


MARKDOWN = """# Board
<!--
| hidden | 1 |
-->
## Results
| Model | Score ↓ |
|:--|--:|
| 🥇 **[A \\| B](https://x.example)** | <ins>9.3</ins> % |
<!-- | commented | 2 | -->
| `c_1`[^2] | |

| Other | X |
|---|---|
| d | 1 |
"""


def test_markdown_tables_lose_their_decorations() -> None:
    tables = markdown_tables(doc(MARKDOWN))
    assert [table.heading for table in tables] == ["Results", "Results"]
    table = table_with(tables, "Model", "Score ↓", where="here")
    assert [cells for _, cells in table.rows] == [("A | B", "9.3 %"), ("c_1", "")]
    assert plain("*emphasis*") == "emphasis"
    with pytest.raises(ParseError, match="no table with the columns Nope"):
        table_with(tables, "Nope", where="here")


def test_astro_pairs() -> None:
    assert astro_value([0, {"a": [1, [[0, 1], [0, None]]], "b": [0]}], "here") == {"a": [1, None], "b": None}
    for broken in ([7, 1], [], "x", [1, 2], [0, 1, 2]):
        with pytest.raises(ParseError):
            astro_value(broken, "here")


def test_html_tables() -> None:
    soup = soup_of(doc("<table><tr><th>Model<th>S<sup>1</sup></tr><tr><td><a>A</a> b<td>1</tr></table>"))
    (row,) = html_table(soup.find_all("table")[0], "here")
    assert (row.text("Model"), row.text("S")) == ("A b", "1")
    nested = soup_of(doc("<table><tr><th>M</th></tr><tr><td>a<table><tr><td>x<td>y</table></td></tr></table>"))
    (row,) = html_table(nested.find_all("table")[0], "here")
    assert row.text("M") == "a x y"


def test_archives_sheets_and_listings() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("a.csv", "x\n1\n")
    member = zip_member(doc(body.getvalue()), "a.csv")
    assert (member.url, member.body) == ("https://x.example/#a.csv", b"x\n1\n")
    with pytest.raises(ParseError, match="no member 'b'"):
        zip_member(doc(body.getvalue()), "b")
    book, sheet = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for cells in (["Model", "Score"], [None, None], ["a", 1.5]):
        book.active.append(cells)
    book.save(sheet)
    (row,) = sheet_rows(doc(sheet.getvalue()))
    assert (row.text("Model"), row.number("Score")) == ("a", 1.5)
    listing = '{"tree":[{"path":"b","type":"blob"},{"path":"a","type":"tree"}],"truncated":false}'
    assert tree_paths(doc(listing)) == ["b"]
    with pytest.raises(ParseError, match="cut short"):
        tree_paths(doc(listing.replace("false", "true")))


GREEDY = """
import resource, sys
from tests.core.test_readers import READERS, doc
from weighbridge.source import ParseError
body = doc(sys.argv[1].encode().decode("unicode_escape") * (2**26 // len(sys.argv[1])))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for reader in READERS:
    try:
        reader(body)
    except ParseError:
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, resource.getrusage(resource.RUSAGE_SELF).ru_utime)
"""


@pytest.mark.parametrize("piece", ["{},", "a\\n", "<i>", '"'])
def test_64_mib_of_little_pieces_cost_little(piece: str) -> None:
    command = [sys.executable, "-c", GREEDY, piece]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True)
    grown, seconds = map(float, done.stdout.split())
    assert grown < 2**19, f"{grown / 2**10:.0f} MiB"
    assert seconds < 10


def test_archives_that_unpack_to_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    body, table = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(containers.MAX_MEMBER + 1))
    with pytest.raises(ParseError, match="member 'a' unpacks to 64000001 bytes"):
        zip_member(doc(body.getvalue()), "a")
    pyarrow.parquet.write_table(pyarrow.table({"a": [1, 2, 3]}), table)
    assert len(list(parquet_rows(doc(table.getvalue())))) == 3
    monkeypatch.setattr(containers, "MAX_TABLE", 10)
    monkeypatch.setattr(containers, "MAX_TABLE_ROWS", 2)
    with pytest.raises(ParseError, match="the spreadsheet unpacks to"):
        list(sheet_rows(doc(body.getvalue())))
    with pytest.raises(ParseError, match="3 rows that unpack to"):
        list(parquet_rows(doc(table.getvalue())))


ENTITIES = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
%s<!ENTITY file SYSTEM "file:///etc/hostname">]>"""


@pytest.mark.parametrize("entity", ["&z;", "&file;"])
def test_xml_entities_in_a_sheet_are_not_expanded(entity: str) -> None:
    declared = "".join(f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in pairwise("bcdefghijklmnopqrstuvwxyz"))
    book, plain_book = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["Model", "Score"])
    book.active.append(["harmless", 1.5])
    book.save(plain_book)
    body, met = io.BytesIO(), list[str]()
    with zipfile.ZipFile(plain_book) as source, zipfile.ZipFile(body, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if "harmless" in text:
                text = ENTITIES % declared + text.replace("harmless", entity)
                met.append(name)
            target.writestr(name, text)
    assert met == ["xl/worksheets/sheet1.xml"]
    started = time.process_time()
    try:
        cells = [row.take("Model") for row in sheet_rows(doc(body.getvalue()))]
    except ParseError:
        cells = []
    assert time.process_time() - started < 1
    host = Path("/etc/hostname").read_text() if Path("/etc/hostname").exists() else "no such file"
    assert all(host.strip() not in str(cell) and len(str(cell)) < 100 for cell in cells)


def test_a_member_that_climbs_out_is_only_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("../../climbed", "x")
    assert zip_names(doc(body.getvalue())) == ["../../climbed"]
    assert zip_member(doc(body.getvalue()), "../../climbed").body == b"x"
    assert list(tmp_path.rglob("*")) == []
    assert not (tmp_path.parent.parent / "climbed").exists()
