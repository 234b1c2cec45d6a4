"""The registry's files: read strictly, and every problem named with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.support import TOY_TOML, toy_data
from weighbridge.audit import audit
from weighbridge.registry import RegistryError, load_registry


def test_a_small_registry_is_read(tmp_path: Path) -> None:
    registry = load_registry(toy_data(tmp_path) / "registry")
    model = registry.models["acme/anvil-8b"]
    assert (model.name, model.developer, model.weights, model.claims) == ("Anvil 8B", "acme", "open", ())
    assert registry.benchmarks["toy"].metrics["accuracy"].high == 100.0
    assert registry.organisations["acme"].country == "FR"


def test_a_claim_has_value_source_and_date(tmp_path: Path) -> None:
    claim = '\n[[claims]]\nfact = "released"\nvalue = 2026-04-24\nurl = "https://a.example/"\ndate = 2026-06-03\n'
    text = TOY_TOML["models/acme/anvil-8b.toml"] + claim
    registry = load_registry(toy_data(tmp_path, {**TOY_TOML, "models/acme/anvil-8b.toml": text}) / "registry")
    (found,) = registry.models["acme/anvil-8b"].claims
    assert (found.value, found.source, str(found.date)) == ("2026-04-24", "curated", "2026-06-03")


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("models/acme/anvil-8b.toml", "name = ", "not valid TOML"),
        ("models/acme/anvil-8b.toml", 'name = "A"\n', "developer: Field required"),
        ("models/acme/anvil-8b.toml", 'name = "A"\ndeveloper = "acme"\ncolour = "red"\n', "colour: Extra inputs"),
        ("models/acme/anvil-8b.toml", 'name = 7\ndeveloper = "acme"\n', "name: Input should be a valid string"),
        ("models/acme/Anvil.toml", 'name = "A"\ndeveloper = "acme"\n', "id: String should match"),
        ("benchmarks/toy.toml", TOY_TOML["benchmarks/toy.toml"].replace('"accuracy"', '"speed"', 1), "headline metric"),
        (
            "benchmarks/toy.toml",
            TOY_TOML["benchmarks/toy.toml"].replace('current = "1"', 'current = "2"'),
            "current version",
        ),
        ("benchmarks/toy.toml", TOY_TOML["benchmarks/toy.toml"].replace("https", "javascript"), "url: "),
        ("organisations.toml", '[acme]\nname = "Acme"\ncountry = "France"\n', "country: "),
        ("accepted.toml", '[[accept]]\nsource = "x"\n', "board: Field required"),
        ("corrections.toml", '[[correct]]\nsource = "x"\n', "name: Field required"),
        ("aliases/any.toml", '[[alias]]\nname = "x"\nmodel = "acme/anvil-8b"\n', "reason: Field required"),
    ],
)
def test_a_problem_is_named_with_its_file(tmp_path: Path, file: str, text: str, words: str) -> None:
    folder = toy_data(tmp_path, {**TOY_TOML, file: text}) / "registry"
    with pytest.raises(RegistryError, match=file.replace(".", r"\.")) as met:
        load_registry(folder)
    assert words in str(met.value)


STATED = (
    '{"name":"Anvil","fact":"released","value":"2025-02-01","locator":"line 1","since":"2025-02-01T00:00:00Z",'
    '"until":"2025-03-01T00:00:00Z"}\n'
    '{"name":"Anvil","fact":"released","value":"2025-02-02","locator":"line 1","since":"2025-03-01T00:00:00Z"}\n'
)
PAYLOAD = f'"url":"https://board.example/","sha256":"{"0" * 64}"'
READ = "".join(
    f'{{"at":"{at}","documents":{{"main":{{{PAYLOAD},"retrieved_at":"{at}"}}}}}}\n'
    for at in ("2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z")
)


@pytest.mark.parametrize(
    ("source", "value", "words"),
    [
        ("mmmu-models", "2025-02-02", None),
        ("mmmu-models", "2025-02-01", None),  # mended since
        ("mmmu-models", "2025-02-03", "mmmu-models never stated released = 2025-02-03 of 'Anvil'"),
        ("nowhere", "2025-02-02", "there is no catalogue 'nowhere'"),
        ("gpustack-models", "2025-02-02", None),  # was never read here
    ],
)
def test_a_correction_of_what_no_catalogue_states_is_a_problem(
    tmp_path: Path, source: str, value: str, words: str | None
) -> None:
    line = f'source = "{source}"\nname = "Anvil"\nfact = "released"\nvalue = "{value}"\n'
    why = 'reason = "later"\nurl = "https://board.example/"\n'
    data = toy_data(tmp_path, {**TOY_TOML, "corrections.toml": f"[[correct]]\n{line}{why}"})
    claims = data / "claims" / "mmmu-models"
    claims.mkdir(parents=True)
    (claims / "models.jsonl").write_text(STATED, encoding="utf-8")
    (claims / "models.readings.jsonl").write_text(READ, encoding="utf-8")
    assert [problem.what for problem in audit(data).problems] == ([words] if words else [])
