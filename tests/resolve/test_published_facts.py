"""Which facts are published: withdrawn statements, and what follows from a model without experts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from weighbridge.discovery import fact_sources
from weighbridge.facts import Fact, facts_of_models, published
from weighbridge.ledger import BoardLedger, Entry, Payload, Reading
from weighbridge.registry import Correction, Registry
from weighbridge.resolve import Resolver
from weighbridge.schema import Claim, FactRow, Model, Weights
from weighbridge.vocabulary import Vocabulary

VOCABULARY = Vocabulary.load(Path(__file__).parents[2] / "data" / "registry" / "vocabulary.toml")
FIRST = datetime(2026, 5, 1, tzinfo=UTC)
REPOSITORY = "example/Some-8B"
MODEL = Model(id="example/some-8b", name="Some 8B", developer="example", repository=REPOSITORY, weights=Weights.OPEN)


def row(fact: str, value: str | float) -> FactRow:
    return FactRow(name="Some-8B", repository=REPOSITORY, fact=fact, value=value, locator="line 1")


def facts(
    *entries: Entry[FactRow],
    source_id: str = "swallow-models",
    model: Model = MODEL,
    corrections: tuple[Correction, ...] = (),
) -> dict[str, Fact]:
    """Facts of the one model, from entries of one board's ledger."""
    source = fact_sources()[source_id]
    readings = [
        Reading(at, {"main": Payload("https://example.org/models.yml", "0" * 64, at)})
        for at in (FIRST, FIRST + timedelta(days=30))
    ]
    ledger = BoardLedger(FactRow, readings, list(entries))
    registry = Registry(
        models={model.id: model}, benchmarks={}, organisations={}, licences={}, aliases={}, corrections=corrections
    )
    return facts_of_models(registry, Resolver(registry, VOCABULARY), [(source, source.boards[0], ledger)])[model.id]


def test_a_dense_model_uses_all_its_parameters() -> None:
    known = facts(Entry(row("architecture", "dense"), FIRST), Entry(row("total_parameters", 8e9), FIRST))
    assert known["active_parameters"].value == 8e9
    assert known["active_parameters"].claim.fact == "active_parameters"
    assert known["active_parameters"].claim.url == known["architecture"].claim.url


def test_nothing_follows_for_mixtures_nor_against_a_statement() -> None:
    assert "active_parameters" not in facts(
        Entry(row("architecture", "mixture"), FIRST), Entry(row("total_parameters", 8e9), FIRST)
    )
    assert "active_parameters" not in facts(Entry(row("architecture", "dense"), FIRST))
    stated = facts(
        Entry(row("architecture", "dense"), FIRST),
        Entry(row("total_parameters", 8e9), FIRST),
        Entry(row("active_parameters", 1e9), FIRST),
    )
    assert stated["active_parameters"].value == 1e9


def test_a_release_that_no_source_states_is_the_creation_of_the_repository_and_says_so() -> None:
    known = facts(Entry(row("repository_created", "2025-03-01"), FIRST))["released"]
    assert (known.value, known.claim.source) == ("2025-03-01", "hub-creation")
    assert known.claim.note is not None and "weeks later" in known.claim.note
    stated = facts(Entry(row("repository_created", "2025-03-01"), FIRST), Entry(row("released", "2025-04-09"), FIRST))[
        "released"
    ]
    assert (stated.value, stated.claim.source, stated.rivals) == ("2025-04-09", "swallow-models", ())


NAMED = {"Some-8B-2512": "2025-12", "Some-8B-20250730": "2025-07-30"}
NOT_NAMED = dict.fromkeys(("Some-8B-1023", "Some-2512-8B", "Some-8B-2513", "Some-8B-250799"))


@pytest.mark.parametrize(("name", "day"), [*NAMED.items(), *NOT_NAMED.items()])
def test_a_release_that_nothing_else_tells_is_the_month_in_the_name(name: str, day: str | None) -> None:
    model = Model(id=f"example/{name.casefold()}", name=name, developer="example", repository=f"example/{name}")
    about = FactRow(name=name, repository=model.repository, fact="context", value=8_192.0, locator="line 1")
    known = facts(Entry(about, FIRST), model=model)
    assert (known["released"].value if "released" in known else None) == day
    if day is not None:
        assert (known["released"].claim.source, known["released"].claim.date) == ("repository-name", FIRST.date())
        stated = FactRow(name=name, repository=model.repository, fact="released", value="2025-09-02", locator="line 1")
        assert facts(Entry(about, FIRST), Entry(stated, FIRST), model=model)["released"].value == "2025-09-02"


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Some-1.7B-Base", 1.7e9),
        ("Some-350m", 350e6),
        ("Some-30B-A3B", 30e9),
        ("Some-8x7B", None),
        ("Some-7-8b", None),
        ("Some-1M", None),
    ],
)
def test_a_size_that_nothing_else_tells_is_the_one_in_the_name(name: str, count: float | None) -> None:
    model = Model(id=f"example/{name.casefold()}", name=name, developer="example", repository=f"example/{name}")
    about = FactRow(name=name, repository=model.repository, fact="context", value=8_192.0, locator="line 1")
    known = facts(Entry(about, FIRST), model=model)
    assert (known["total_parameters"].value if "total_parameters" in known else None) == count
    counted = FactRow(name=name, repository=model.repository, fact="total_parameters", value=9e9, locator="line 1")
    assert facts(Entry(about, FIRST), Entry(counted, FIRST), model=model)["total_parameters"].value == 9e9


def test_active_parameters_that_nothing_else_tells_are_those_in_the_name() -> None:
    model = Model(id="example/some-30b-a3b", name="Some", developer="example", repository="example/Some-30B-A3B")
    about = FactRow(name="Some", repository=model.repository, fact="context", value=8_192.0, locator="line 1")
    known = facts(Entry(about, FIRST), model=model)["active_parameters"]
    assert (known.value, known.claim.source) == (3e9, "repository-name")
    counted = FactRow(name="Some", repository=model.repository, fact="active_parameters", value=3.3e9, locator="line 1")
    assert facts(Entry(about, FIRST), Entry(counted, FIRST), model=model)["active_parameters"].value == 3.3e9


def test_the_last_statement_counts_while_no_other_stands() -> None:
    later = FIRST + timedelta(days=30)
    gone = Entry(row("released", "2025-03-01"), FIRST, later)
    assert facts(gone)["released"].value == "2025-03-01"
    assert facts(gone)["released"].claim.date == FIRST.date(), "dated by the reading that had it"
    replaced = facts(gone, Entry(row("released", "2025-04-01"), later))
    assert replaced["released"].value == "2025-04-01"
    assert not replaced["released"].rivals, "a corrected statement is no rival of the correction"


def test_what_can_change_does_not_outlive_its_catalogue() -> None:
    assert "weights" not in facts(Entry(row("weights", "closed"), FIRST, FIRST + timedelta(days=30)))


def released(*said: tuple[str, str]) -> str:
    """The release that is published when sources (in any order) say so."""
    claims = [
        Claim(fact="released", value=value, source=source, url="https://example.org/", date=FIRST.date())
        for source, value in said
    ]
    found = published("released", claims)
    assert len(found.agreeing) + len(found.rivals) == len(said) - 1, "every claim is kept"
    return str(found.value)


def test_a_release_that_stands_alone_is_outvoted_by_two_houses() -> None:
    slip, vals, helm = ("models-dev-metadata", "2024-11-01"), ("vals-models", "2025-12-02"), ("helm-models", "2025-12")
    assert released(slip, vals, helm) == "2025-12-02"
    assert released(helm, slip) == "2024-11-01", "one against one: the order decides"
    assert released(slip, vals, ("vals-model-library", "2025-12-02")) == "2024-11-01", "one house is one voice"
    assert released(slip, vals, helm, ("epoch-models", "2024-11-20")) == "2024-11-01", "it does not stand alone"
    assert released(("curated", "2024-11-01"), vals, helm) == "2024-11-01"


def test_weights_that_follow_the_api_have_the_days_between_which_they_opened() -> None:
    later = FIRST + timedelta(days=30)
    said = facts(Entry(row("weights", "closed"), FIRST, later), Entry(row("weights", "open"), later))
    assert said["weights_since"].value == "after 2026-05-01, by 2026-05-31"
    assert said["weights"].value == "open"
    slip = facts(
        Entry(row("weights", "closed"), FIRST, later),
        Entry(row("weights", "open"), later),
        Entry(row("repository_created", "2026-03-01"), FIRST),
    )
    assert "weights_since" not in slip, "the repository was there before"
    assert "weights_since" not in facts(Entry(row("weights", "open"), FIRST))
    assert "weights_since" not in facts(
        Entry(row("weights", "open"), FIRST, later), Entry(row("weights", "closed"), later)
    )


WRONG = Correction(
    source="swallow-models",
    name="Some-8B",
    fact="licence",
    value="mit",
    reason="a sibling's",
    url="https://example.org/some-8b",
)


@pytest.mark.parametrize(
    ("stated", "changes", "believed"),
    [
        ("mit", {}, False),
        ("apache-2.0", {}, True),  # the catalogue has mended it
        ("mit", {"source": "euroeval-models"}, True),
        ("mit", {"name": "Other-8B"}, True),
        ("mit", {"fact": "released"}, True),
    ],
)
def test_what_a_person_found_wrong_is_not_believed(stated: str, changes: dict[str, str], believed: bool) -> None:
    known = facts(Entry(row("licence", stated), FIRST), corrections=(WRONG.model_copy(update=changes),))
    assert ("licence" in known) is believed


def test_a_number_found_wrong_is_not_believed() -> None:
    wrong = WRONG.model_copy(update={"fact": "total_parameters", "value": 7e9})
    assert "total_parameters" in facts(Entry(row("total_parameters", 8e9), FIRST), corrections=(wrong,))
    assert "total_parameters" not in facts(Entry(row("total_parameters", 7e9), FIRST), corrections=(wrong,))
