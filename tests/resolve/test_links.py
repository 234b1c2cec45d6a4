"""Catalogues that link a name to a repository: the resolver means that repository by the name, or nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from tests.committed import DATA, resolver

# Kept by hand, with names of their own beside the link.
CATALOGUES = (
    "epoch-models",
    "gpustack-models",
    "llm-stats-models",
    "localai-gallery",
    "models-dev-metadata",
    "openrouter-models",
    "vllm-recipes",
    "xinference-models",
)
# Name → why the link is another model than the name.
MISTAKEN_LINKS = {
    "StableLM-Base-Alpha-7B": "the link leads to its second version",
    "mistralai/devstral-small": "the route was given to the next version on the way",
    "CodeLlama-13B-Python-fp16": "the link leads to a copy of the weights",
    "CodeLlama-34B-Python-fp16": "the link leads to a copy of the weights",
}
LEAST_FOUND = 0.85  # of names whose link is a model at hand; the rest mean two checkpoints


def links() -> Iterator[tuple[str, str, str, date]]:
    """Catalogue, name, repository and the last day on which the catalogue said so."""
    for source in CATALOGUES:
        seen = set[tuple[str, str]]()
        for path in sorted((DATA / "claims" / source).glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                link = (row.get("name", ""), row.get("repository") or "")
                if all(link) and link not in seen:
                    seen.add(link)
                    yield source, *link, date.fromisoformat((row.get("until") or row["since"])[:10])


@pytest.fixture(scope="module")
def told() -> list[tuple[str, str, str | None, str]]:
    """Catalogue, name, what the name means and what the repository is, where the repository is at hand."""
    found = []
    for source, name, repository, day in links():
        linked = resolver().resolve(source, repository, day).model
        if linked is not None:
            found.append((source, name, resolver().resolve(source, name, day).model, linked))
    return found


def test_no_name_means_another_model_than_its_link(told: list[tuple[str, str, str | None, str]]) -> None:
    wrong = [
        (source, name, meant, linked)
        for source, name, meant, linked in told
        if meant not in (None, linked) and name not in MISTAKEN_LINKS
    ]
    assert not wrong


def test_most_names_mean_the_model_of_their_link(told: list[tuple[str, str, str | None, str]]) -> None:
    of, found = Counter(source for source, *_ in told), Counter(s for s, _, meant, linked in told if meant == linked)
    for source, count in sorted(of.items()):
        print(f"{source}: {found[source]} of {count}")
    assert of.total() > 800
    assert found.total() / of.total() >= LEAST_FOUND
