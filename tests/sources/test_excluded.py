"""People, chance, oracles, ensembles and adversaries are no models: none of them stands in the ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.sources.edited import rows_of_edited
from tests.sources.support import captures, needs_captures, rows_of_captures, source_of
from weighbridge.discovery import result_sources
from weighbridge.readers.structured import json_of
from weighbridge.source import Document

RESULTS = Path(__file__).parents[2] / "data" / "results"
NO_MODEL = re.compile(
    r"\b(?:humans?|people|turkers?|annotators?|experts?|crowd|superforecasters?|average|random|chance|majority|frequent"
    r"|always|naive|null ?model|gamed|oracle|gold|dummy|placeholder|imputed|baselines?|ensemble|MoA|committee|voting"
    r"|best[- ]of|bo ?\d+|todo|tbd|人类)\b",
    re.IGNORECASE,
)
# Models all the same: what they were trained on, or the prompt that they were asked with.
MODELS_ALL_THE_SAME = {
    ("alpaca-eval", "Alpaca Farm PPO Human 7B"),
    ("alpaca-eval", "alpaca-farm-ppo-human"),
    ("forecastbench", "…-superforecaster-with-news-…"),
}


@cache
def names(source_id: str) -> frozenset[str]:
    """Every raw name that stood on one of the source's boards, ever."""
    files = (path for path in (RESULTS / source_id).glob("*.jsonl") if not path.name.endswith(".readings.jsonl"))
    return frozenset(json.loads(line)["name"] for path in files for line in path.read_text("utf-8").splitlines())


def suspects(source_id: str) -> Iterator[tuple[str, str]]:
    """Names that may be of no model. A repository (``owner/name``) is one, whatever its owner called it."""
    for name in names(source_id):
        plain = name.replace("_", " ")
        if ("/" not in name and NO_MODEL.search(plain)) or not re.search(r"\w", name):
            yield source_id, re.sub(r"^.+(-superforecaster-with-news-)\d$", r"…\1…", name)


def test_the_ledger_holds_models_only() -> None:
    found = {suspect for source_id in result_sources() for suspect in suspects(source_id)}
    assert found == MODELS_ALL_THE_SAME


@pytest.mark.parametrize(
    ("source_id", "board_id", "names_there"),
    [
        ("alpaca-eval", "v2", ["NullModel", "gpt4_gamed", "Together-MoA"]),
        ("posttrainbench", "main", ["Official Instruct Models", "Base Models"]),
        ("mmmu", "validation", ["human_expert", "random_frequent"]),
        ("mathvista", "main", ["Human Performance", "Random Chance"]),
        ("longbench-v2", "main", ["Human", "Random"]),
        ("bird-sql", "systems", ["Human Performance"]),
        ("superclue", "overall", ["人类"]),
        ("lechmazur-step-game", "main", ["Silent Random"]),
        ("forecastbench", "tournament", ["Superforecaster median forecast", "Public median forecast"]),
    ],
)
@needs_captures
def test_rows_of_no_model_are_on_the_page_and_left_out(source_id: str, board_id: str, names_there: list[str]) -> None:
    source = source_of(source_id)
    board = next(board for board in source.boards if board.id == board_id)
    capture = captures().newest(board.url, kinds=source.replay_kinds)
    assert capture is not None
    page = captures().read(capture).decode()
    assert [name for name in names_there if name not in page] == [], "the page has them no more"
    read = {row.name for row in rows_of_captures(source_id, board_id)}
    assert read and not read & {*names_there}


@needs_captures
def test_rows_that_arc_hides_are_left_out() -> None:
    source = source_of("arc-agi")
    capture = captures().newest(source.boards[0].url, kinds=source.replay_kinds)
    assert capture is not None
    entries = json_of(Document(capture.url, captures().read(capture), capture.captured_at))
    for board in source.boards:
        shown = {entry["modelId"]: entry["display"] for entry in entries if entry["datasetId"] == board.id}
        read = {row.name for row in rows_of_captures("arc-agi", board.id)}
        assert read and not read & {name for name, visible in shown.items() if not visible}


def test_a_row_in_a_comment_is_left_out() -> None:
    place = ("mcp-bench", "main", "README.md")
    row = "| 3 | gpt-oss-120b | 0.692 |"
    shown, hidden = ({row.name for row in rows_of_edited(*place, *edits)} for edits in ([], [(row, f"<!-- {row} -->")]))
    assert shown - hidden == {"gpt-oss-120b"}


MARKUP = re.compile(r"</?\w+[^>]*>|&#?\w+;|\]\(|https?://|\*\*|[🌀-🫿]|  |^\s|\s$")


def test_names_are_free_of_what_pages_put_around_them() -> None:
    found = {(source_id, name) for source_id in result_sources() for name in names(source_id) if MARKUP.search(name)}
    assert not found
