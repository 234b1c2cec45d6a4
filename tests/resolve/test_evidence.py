"""No Hugging Face id stands in the registry that cannot be shown: a payload, or a board's own row, names each."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.committed import DATA, registry
from tests.sources.support import CAPTURES, needs_captures

REGISTRY = DATA / "registry"
FROZEN = "hub_stats_frozen.parquet"  # packed: what it names stands, word for word, in the claims read from it


def evidence() -> list[dict[str, str]]:
    """Repository, address of a payload that names it, and the moment of that payload."""
    with (REGISTRY / "evidence" / "repositories.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def curated() -> set[str]:
    """Every repository of a model's own file, twins among them."""
    models = registry().models.values()
    return {r for m in models if not m.provisional for r in (m.repository, *m.twins) if r}


def names_of(source: str) -> Iterator[str]:
    """Names in the rows that a source has ever published, and in their settings."""
    for path in (DATA / "results" / source).glob("*.jsonl"):
        if not path.name.endswith(".readings.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield row["name"].casefold()
                yield from (str(value).casefold() for value in row.get("settings", {}).values())


def test_every_repository_of_a_model_has_evidence() -> None:
    shown = {row["repository"].casefold() for row in evidence()}
    assert not {repository for repository in curated() if repository.casefold() not in shown}


def test_the_list_of_evidence_holds_nothing_else() -> None:
    rows = [row["repository"].casefold() for row in evidence()]
    assert len(rows) == len(set(rows))
    assert not set(rows) - {repository.casefold() for repository in curated()}


def test_every_listed_repository_stands_in_rows_of_a_board_that_names_it() -> None:
    with (REGISTRY / "listed.csv").open(encoding="utf-8", newline="") as lines:
        listed = [(row["repository"], row["named_by"].split()) for row in csv.DictReader(lines)]
    named = {source: set(names_of(source)) for source in {source for _, boards in listed for source in boards}}
    unshown = [r for r, boards in listed if not any(r.casefold() in named[source] for source in boards)]
    assert not unshown, unshown[:20]


@needs_captures
def test_the_payloads_show_what_they_are_said_to_show() -> None:
    files = defaultdict(list)
    with (CAPTURES / "captures.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            capture = json.loads(line)
            files[capture["url"], capture["captured_at"]].append(capture["file"])
    wanted = defaultdict(set)
    for row in evidence():
        wanted[row["capture_url"], row["captured_at"]].add(row["repository"].casefold())
    claims = (DATA / "claims" / "hf-hub-stats" / "repositories.jsonl").read_text(encoding="utf-8").casefold()
    missing = []
    for place, repositories in wanted.items():
        assert place in files, place
        texts = [_text(CAPTURES / file, claims) for file in files[place]]
        missing += [(r, place[0]) for r in sorted(repositories) if not any(_names(r, text) for text in texts)]
    assert not missing, missing[:20]


def _text(path: Path, claims: str) -> str:
    return claims if path.name == FROZEN else path.read_bytes().decode("utf-8", "replace").casefold()


def _names(repository: str, text: str) -> bool:
    """Whether a text has the id, as it stands or as a pattern (``Qwen-7B-Chat-{quantization}``) with its word."""
    if repository in text or repository.replace("/", "\\/") in text:
        return True
    ends = [place for place, letter in enumerate(repository) if letter == "-"]
    return any(
        f"{repository[: end + 1]}{{quantization}}" in text and f'"{repository[end + 1 :]}"' in text for end in ends
    )


@pytest.mark.parametrize("repository", ["Qwen/Qwen3-30B-A3B", "google/gemma-4-31B-it"])
def test_the_list_is_not_empty(repository: str) -> None:
    assert repository in {row["repository"] for row in evidence()}
