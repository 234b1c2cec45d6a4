"""BALROG: figures read by eye from its submissions."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.sources.support import READ_AT, board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Document, NotFoundError, ParseError

FOLDERS = {
    "submissions/LLM/20250713_naive_grok-4/": "grok-4",
    "submissions/LLM/20240930_naive-Llama-3.1-70B-Instruct/": "llama",
    "submissions/VLM/20240930_naive-gpt-4o/": "gpt-4o",
}


def get(url: str) -> Document:
    if "api.github.com" in url:
        return document("balrog", "tree.json", url)
    path = url.split("/main/")[1]
    folder, name = path.rsplit("/", maxsplit=1)
    if f"{folder}/" not in FOLDERS:
        raise NotFoundError(f"{url}: no")
    return document("balrog", FOLDERS[f"{folder}/"] + (".json" if name == "summary.json" else ".yaml"), url)


def read(board: str) -> list[SourceRow]:
    source = source_of("balrog")
    return list(source.parse(board_of(source, board), source.collect(board_of(source, board), get)))


def test_rows_are_as_read_by_eye() -> None:
    rows = read("LLM")
    assert len(rows) == 14  # one submission of the listing is not there
    grok = find(rows, "Grok-4", "progress")
    assert (grok.version, grok.value, grok.stderr) == ("language", 43.55037625935449, 2.1805854808516196)
    assert (grok.settings, grok.measured_on, grok.reporter) == (
        {"prompt": "naive"},
        date(2025, 7, 23),
        Reporter.INDEPENDENT,
    )
    assert find(rows, "Grok-4", "nle").value == 1.7550204794781488
    llama = find(rows, "Llama-3.1-70B-it", "babaisai")
    assert (llama.value, llama.measured_on) == (40.0, date(2024, 11, 11))  # a date without quotes


def test_with_pictures_there_is_one_game_less() -> None:
    rows = read("VLM")
    assert len(rows) == 6 and find(rows, "GPT-4o-2024-05-13", "progress").value == 22.560000000000002
    assert find(rows, "GPT-4o-2024-05-13", "crafter").value == 26.81


def test_other_shapes_are_refused() -> None:
    source, board = source_of("balrog"), board_of(source_of("balrog"), "LLM")
    path = "submissions/LLM/20250713_naive_grok-4/"
    about = document("balrog", "grok-4.yaml")
    summary = json.loads(document("balrog", "grok-4.json").body)
    summary["mean_progress"] = summary.pop("average_progress")
    for body, words in ((json.dumps(summary).encode(), "average_progress"), (b"<html>", "HTML")):
        main = Document("https://x.org/", body, READ_AT)
        with pytest.raises(ParseError, match=words):
            list(source.parse(board, {f"{path}summary.json": main, f"{path}metadata.yaml": about}))
    with pytest.raises(NotFoundError, match="no submissions"):
        source.collect(board, lambda url: Document(url, b'{"tree": []}', READ_AT))


@needs_captures
def test_the_real_submissions() -> None:
    rows = rows_of_captures("balrog", "LLM")
    assert len(rows) == 182 and len({row.key() for row in rows}) == 182
    assert find(rows, "DeepSeek-R1", "progress").settings == {"prompt": "robust_cot"}
    assert find(rows, "Qwen2.5-72B-it", "progress").value == 16.18
    assert len(rows_of_captures("balrog", "VLM")) == 61
