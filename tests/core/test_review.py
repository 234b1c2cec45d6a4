"""Review: a person is walked through unresolved names; aliases are checked against collisions, then written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.core.support import TOY_TOML, VOCABULARY, Toy, at, document, toy_data
from weighbridge.cli import main
from weighbridge.ledger import BoardLedger, ledger_folder
from weighbridge.registry import Alias, RegistryError, load_registry
from weighbridge.review_aliases import RawName, trouble_with, write_alias
from weighbridge.schema import SourceRow
from weighbridge.vocabulary import Vocabulary

SOURCE = "livebench"  # aliases belong to a source that there is
FILES = {
    **TOY_TOML,
    "models/acme/hammer-8b.toml": 'name = "Hammer 8B"\ndeveloper = "acme"\nweights = "closed"\nreasoning = "hybrid"\n',
    f"aliases/{SOURCE}.toml": """# Names at LiveBench.

[[alias]]
name = "anvil-old"
model = "acme/anvil-8b"
until = 2025-12-31
reason = "the page says so"

[[alias]]
name = "the hammer"
model = "acme/hammer-8b"
reason = "the page says so"
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return toy_data(tmp_path, FILES) / "registry"


def trouble(folder: Path, alias: Alias, scope: str = SOURCE, names: tuple[RawName, ...] = ()) -> list[str]:
    return trouble_with(alias, scope, load_registry(folder), Vocabulary.load(VOCABULARY), names)


def alias(name: str, model: str = "acme/anvil-8b", **more: object) -> Alias:
    return Alias.model_validate({"name": name, "model": model, "reason": "read on the page", **more})


def test_an_alias_that_collides_is_refused(folder: Path) -> None:
    assert trouble(folder, alias("big anvil")) == []
    assert trouble(folder, alias("big anvil", "acme/nothing")) == ["'acme/nothing' is not in the registry"]
    assert trouble(folder, alias("big anvil"), "no-such-board") == ["there is no source 'no-such-board'"]
    assert "is an alias of acme/hammer-8b already" in trouble(folder, alias("The  Hammer"))[0]
    assert "means acme/hammer-8b already" in trouble(folder, alias("hammer-8b"))[0]
    assert any("is a spelling of acme/hammer-8b" in said for said in trouble(folder, alias("Hammer_8B"), "any"))


def test_aliases_of_other_days_do_not_collide(folder: Path) -> None:
    assert trouble(folder, alias("anvil-old", "acme/hammer-8b", since=date(2026, 1, 1))) == []
    assert trouble(folder, alias("anvil-old", "acme/hammer-8b", since=date(2025, 12, 31)))


def test_an_alias_that_changes_another_name_is_refused(folder: Path) -> None:
    named: tuple[RawName, ...] = ((SOURCE, "hammer-8b-high", None), (SOURCE, "the hammer (high)", None))
    assert trouble(folder, alias("the hammer (high)"), "any", named) == [
        f"{SOURCE}: 'the hammer (high)' would mean acme/anvil-8b and not acme/hammer-8b"
    ]
    assert trouble(folder, alias("the hammer (high)"), "any", named[:1]) == []


def test_an_alias_is_written_in_the_order_of_names(folder: Path) -> None:
    path = write_alias(folder, SOURCE, alias('Big "anvil"', settings={"thinking": "off"}, since=date(2026, 1, 1)))
    text = path.read_text(encoding="utf-8")
    assert text.index("anvil-old") < text.index("Big ") < text.index("the hammer")
    assert text.startswith("# Names at LiveBench.\n\n[[alias]]\n") and text.endswith('reason = "the page says so"\n')
    kept = [found for found in load_registry(folder).aliases[SOURCE] if found.name == 'Big "anvil"']
    assert kept == [alias('Big "anvil"', settings={"thinking": "off"}, since=date(2026, 1, 1))]
    assert write_alias(folder, "any", alias("anvil everywhere")).read_text().startswith("# Names")


def test_what_cannot_be_read_is_not_left_behind(folder: Path) -> None:
    path = folder / "aliases" / f"{SOURCE}.toml"
    path.write_text(path.read_text() + "[[alias]]\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(RegistryError):
        write_alias(folder, SOURCE, alias("big anvil"))
    assert path.read_bytes() == before
    broken = folder / "models" / "acme" / "broken.toml"
    broken.write_text("name = 1", encoding="utf-8")
    with pytest.raises(RegistryError):
        write_alias(folder, "aider", alias("big anvil"))
    assert not (folder / "aliases" / "aider.toml").exists()


def test_a_person_is_walked_through_the_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy = Toy()
    monkeypatch.setattr(Toy, "id", SOURCE)
    monkeypatch.setattr("weighbridge.dataset.result_sources", lambda: {SOURCE: toy})
    monkeypatch.setattr("weighbridge.dataset.fact_sources", dict)
    rows = [{"model": name, "score": 50} for name in ("Anvil Eight", "Unheard Of", "hammer-8b", "Third")]
    ledger: BoardLedger[SourceRow] = BoardLedger(SourceRow)
    page = document(rows, 1)
    ledger.accept({"main": page}, list(toy.parse(toy.boards[0], {"main": page})))
    ledger.save(ledger_folder(folder.parent, toy), "main")
    answers = "\n".join(["acme/anvil-8b", "", "the board's page", "s", "acme/nothing", "", "a guess"]) + "\n"
    asked = CliRunner().invoke(main, ["review", "--walk", "--data", str(folder.parent)], input=answers)
    assert asked.exit_code == 0, asked.output
    assert "https://board.example/ (/0)" in asked.output and f"first read on {at(1):%Y-%m-%d}" in asked.output
    assert "Not written:\n  'acme/nothing' is not in the registry" in asked.output
    assert "1 aliases written. Now run: weighbridge check" in asked.output
    assert [a.name for a in load_registry(folder).aliases[SOURCE]] == ["Anvil Eight", "anvil-old", "the hammer"]
    listed = CliRunner().invoke(main, ["review", "--data", str(folder.parent), "--source", SOURCE])
    assert "Unheard Of" in listed.output and "Anvil Eight" not in listed.output
