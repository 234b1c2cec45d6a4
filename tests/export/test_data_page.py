"""The data page: sizes and rows are those of the files, every column is explained, the worked questions run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.export.support import publish, small_dataset, standing_for
from weighbridge.export.tables import SHAPES
from weighbridge.render import render_site
from weighbridge.render.data_page import examples, questions
from weighbridge.render.numbers import file_size

QUESTIONS = {question.text: question for question in questions()}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Downloads, then pages."""
    out = publish(small_dataset(), tmp_path_factory.mktemp("whole"), "https://site.example/w/")
    render_site(
        small_dataset(),
        standing_for(small_dataset()),
        out,
        base_url="https://site.example/w/",
        data_version="2026-10-07-0123456789ab",
    )
    return out


def page(tree: Path) -> BeautifulSoup:
    """The data page."""
    return BeautifulSoup((tree / "data" / "index.html").read_text(encoding="utf-8"), "lxml")


def test_every_table_is_listed_with_its_rows_and_the_sizes_of_its_files(tree: Path) -> None:
    rows = {table["name"]: table["rows"] for table in json.loads((tree / "api/v1/index.json").read_bytes())["tables"]}
    assert rows.keys() >= SHAPES.keys()
    for name in SHAPES:
        (link,) = page(tree).select(f'th > a[href="#c-{name}"]')
        line = link.find_parent("tr")
        assert line is not None
        assert line.select("td.n")[0].get_text() == f"{rows[name]:,}"
        files = line.select("a[href^='../api/']")
        assert files, name
        for file in files:
            path, size = str(file["href"]).removeprefix("../"), file.find_next_sibling("small")
            assert size is not None
            assert size.get_text() == file_size((tree / path).stat().st_size), path


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (640, "640 B"), (1_000, "1.0 kB"), (98_514, "99 kB"), (1_406_716, "1.4 MB"), (21_252_338, "21 MB")],
)
def test_a_size_has_its_unit(size: int, text: str) -> None:
    assert file_size(size) == text


def test_every_other_file_is_there_with_its_size(tree: Path) -> None:
    links = page(tree).select("main > ul a")
    assert len(links) >= 8
    for link in links:
        path, size = str(link["href"]).removeprefix("../"), link.find_next_sibling("small")
        assert size is not None, path
        assert size.get_text() == file_size((tree / path).stat().st_size)


def test_every_column_of_every_table_is_explained(tree: Path) -> None:
    html = page(tree)
    for shape in SHAPES.values():
        (part,) = html.select(f"#c-{shape.name}")
        told = {line.select("code")[0].get_text(): line.get_text() for line in part.select("tbody tr")}
        assert list(told) == [column.name for column in shape.columns]
        for column in shape.columns:
            assert column.description in told[column.name], (shape.name, column.name)


def test_the_page_names_the_terms_and_the_credit_of_every_source(tree: Path) -> None:
    html = page(tree)
    for view in small_dataset().sources:
        assert view.source.licence.attribution in html.get_text()
        assert view.source.licence.id in html.get_text()
    (line,) = html.select("[aria-label='Results by licence'] tbody tr")
    assert [cell.get_text() for cell in line.select("th, td")] == ["CC-BY-4.0", "7", "1"]


def test_search_engines_find_a_data_set(tree: Path) -> None:
    (block,) = page(tree).select("script[type='application/ld+json']")
    about: dict[str, Any] = json.loads(block.get_text())
    assert about["@type"] == "Dataset"
    assert about["url"] == "https://site.example/w/data/"
    for file in about["distribution"]:
        path = file["contentUrl"].removeprefix("https://site.example/w/")
        assert (tree / path).is_file()


def test_there_are_five_questions_of_at_most_ten_lines_that_name_their_tool() -> None:
    assert len(QUESTIONS) == 5
    for question in QUESTIONS.values():
        assert question.text.endswith("?")
        assert question.tool
        assert len([line for line in question.lines.splitlines() if line.strip()]) <= 10
        assert all(len(line) <= 120 for line in question.lines.splitlines())
        compile(question.lines, question.text, "exec")


def test_the_questions_read_files_and_columns_that_are_there(tree: Path) -> None:
    """Holds without the tools: each file exists, each quoted or dotted name is a column or a name of the tools."""
    for question in QUESTIONS.values():
        tables = re.findall(r"\{data\}/(\w+)\.parquet", question.lines)
        assert tables
        assert all((tree / f"api/v1/{name}.parquet").is_file() for name in tables)
        columns = {column.name for name in tables for column in SHAPES[name].columns}
        named = set(re.findall(r"\b[a-z]\.([a-z_]+)\b(?!\()", question.lines))
        named |= set(re.findall(r'"([a-z_0-9]+)"', question.lines)) - {"model"}
        assert named <= columns, (question.text, named - columns)


@pytest.fixture(scope="module")
def address(tree: Path) -> Iterator[str]:
    """Where the files are served over HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tree)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/api/v1"
    server.shutdown()
    thread.join()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


def _ran(tool: str, lines: str, address: str, folder: Path) -> str:
    start = f'data="{address}"\n' if tool == "curl" else f"const data = {json.dumps(address)};\n"
    command = ["sh", "-ec", start + lines] if tool == "curl" else ["node", "--input-type=module", "-e", start + lines]
    for needed in ("curl", "sha256sum") if tool == "curl" else ("node",):
        if shutil.which(needed) is None:
            pytest.skip(f"no {needed} on this machine")
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, timeout=60).stdout


def test_the_example_for_a_terminal_fetches_and_checks(tree: Path, address: str, tmp_path: Path) -> None:
    (example,) = [example for example in examples() if example.tool == "curl"]
    told = _ran("curl", example.lines, address, tmp_path)
    assert "leaderboard.csv: OK" in told
    assert "'models': 4" in told
    assert (tmp_path / "leaderboard.csv").read_bytes() == (tree / "api/v1/leaderboard.csv").read_bytes()


def test_the_example_for_a_page_lists_the_best(address: str, tmp_path: Path) -> None:
    (example,) = [example for example in examples() if example.tool == "JavaScript"]
    told = _ran("JavaScript", example.lines, address, tmp_path)
    assert told.splitlines()[0] == "1–3 anvil-8b 60.12"
    assert "Door" not in told


def test_pandas_reads_the_tickets_from_an_address(address: str) -> None:
    pytest.importorskip("pandas")
    (question,) = [question for question in QUESTIONS.values() if question.tool == "pandas"]
    names: dict[str, Any] = {"data": address}
    exec(question.lines.replace("deepseek-ai/deepseek-v4-pro", "acme/anvil-8b"), names)
    assert len(names["answer"]) == 3


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_answered_from_the_files(text: str, tree: Path) -> None:
    question = QUESTIONS[text]
    for tool in question.tool.lower().split(", "):
        pytest.importorskip(tool)
    names: dict[str, Any] = {"data": str(tree / "api/v1")}
    exec(question.lines, names)
    assert len(names["answer"].columns) >= 6
