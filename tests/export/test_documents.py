"""Every JSON document: its schema, its evidence, its links."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import pyarrow.parquet as pq
import pytest

from tests.export import reading
from tests.export.reading import load
from tests.export.support import sha
from weighbridge.export.documents import DOCUMENTS
from weighbridge.export.output import Places, schema_path
from weighbridge.export.schemas import DIALECT, schema_of

CONTRACT = (
    "model",
    "model_raw",
    "open_weights",
    "variant",
    "benchmark",
    "benchmark_version",
    "metric",
    "value",
    "unit",
    "higher_is_better",
    "reporter",
    "source",
    "source_url",
    "retrieved_at",
    "payload_sha256",
    "first_seen",
    "last_seen",
    "withdrawn_on",
)
CONTRACT_LEADERBOARD = (
    "rank",
    "rank_low",
    "rank_high",
    "model",
    "variant",
    "index",
    "index_low",
    "index_high",
    "cells",
    "domains",
    "status",
)
EVIDENCE = ("source_url", "retrieved_at", "payload_sha256")
FOREIGN = {"datapackage.json", "croissant.json"}  # formats of others, with schemas of their own


def documents(public: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Kind, path and content of every document of ours under a public tree."""
    api = public / "api" / "v1"
    for path in sorted(api.rglob("*.json")):
        where = path.relative_to(api)
        if where.parts[0] in ("schemas", "badges", "oembed") or where.name in FOREIGN:
            continue
        kind = where.stem if len(where.parts) == 1 else where.parts[0].removesuffix("s")
        yield kind, path.relative_to(public).as_posix(), reading.load(path)


def test_every_kind_is_written(public: Path) -> None:
    assert {kind for kind, _, _ in documents(public)} == set(DOCUMENTS)


def test_every_document_validates_against_its_published_schema(public: Path, placed: Path) -> None:
    for tree in (public, placed):
        schemas = {kind: reading.load(tree / schema_path(kind)) for kind in DOCUMENTS}
        for schema in schemas.values():
            jsonschema.Draft202012Validator.check_schema(schema)
        for kind, path, document in documents(tree):
            checker = jsonschema.Draft202012Validator(schemas[kind], format_checker=jsonschema.FormatChecker())
            errors = [f"{error.json_path}: {error.message}" for error in checker.iter_errors(document)]
            assert not errors, (path, errors[:3])


def test_every_document_has_only_declared_fields(public: Path) -> None:
    for kind, path, document in documents(public):
        assert DOCUMENTS[kind].model_validate_json(json.dumps(document)), path


def test_a_schema_refuses_what_is_wrong(public: Path) -> None:
    schema, document = reading.load(public / schema_path("results")), reading.load(public / "api/v1/results.json")
    row = document["results"][0]
    jsonschema.validate(document, schema)
    wrongs = [("id", 7), ("value", "51"), ("payload", "0"), ("subject", None), ("yardstick", 0.5)]
    rows = [
        [wrong if name == told else cell for name, cell in zip(document["columns"], row, strict=False)]
        for told, wrong in wrongs
    ]
    for cells in (*rows, row[:6]):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**document, "results": [cells]}, schema)
    for part, name, wrong in (
        ("payloads", "payload_sha256", "no"),
        ("payloads", "reporter", "me"),
        ("payloads", "retrieved_at", 5),
        ("yardsticks", "unit", "elephants"),
        ("subjects", "model", 7),
        ("spans", "last_seen", None),
    ):
        with pytest.raises(jsonschema.ValidationError):
            columns = document[f"{part[:-1]}_columns"]
            cells = [wrong if own == name else cell for own, cell in zip(columns, document[part][0], strict=True)]
            jsonschema.validate({**document, part: [cells]}, schema)


def test_every_document_names_a_schema_that_is_there(public: Path, placed: Path) -> None:
    for kind, path, document in documents(public):
        target = (public / path).parent / document["$schema"]
        assert target.resolve() == (public / schema_path(kind)).resolve(), path
    for kind, _, document in documents(placed):
        if kind != "manifest":
            assert document["$schema"] == f"https://site.example/w/{schema_path(kind)}"
            assert document["$schema"] == reading.load(placed / schema_path(kind))["$id"]


def test_schemas_are_of_2020_12_with_an_id() -> None:
    for kind in DOCUMENTS:
        schema = schema_of(kind, Places(None))
        assert schema["$schema"] == DIALECT == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"].startswith("urn:weighbridge:")
        assert schema_of(kind, Places("https://x.example"))["$id"] == f"https://x.example/{schema_path(kind)}"


def test_every_field_of_every_schema_is_described() -> None:
    def undescribed(part: Any, where: str) -> Iterator[str]:
        if isinstance(part, dict):
            for name, field in part.get("properties", {}).items():
                if isinstance(field, dict) and not field.get("description"):
                    yield f"{where}.{name}"
            for key, value in part.items():
                yield from undescribed(value, f"{where}/{key}")

    assert [w for kind in DOCUMENTS for w in undescribed(schema_of(kind, Places(None)), kind)] == []


def test_every_published_number_carries_its_evidence(public: Path) -> None:
    for row in reading.results(public):
        assert all(row[name] for name in (*EVIDENCE, "reporter", "source"))
        assert row.keys() >= set(CONTRACT)
    for row in pq.read_table(public / "api/v1/results.parquet").to_pylist():
        assert all(row[name] for name in (*EVIDENCE, "reporter", "source", "source_page", "locator"))
    for kind, path, document in documents(public):
        if kind in ("model", "benchmark"):
            for row in reading.rows(document):
                assert all(row[name] for name in (*EVIDENCE, "reporter")), path
                assert row["source"] in {credit["source"] for credit in document["credits"]}


def test_the_short_forms_of_a_result_say_what_the_row_says(public: Path) -> None:
    rows = {row["id"]: row for row in reading.results(public)}
    for kind in ("model", "benchmark"):
        seen = []
        for document in (document for found, _, document in documents(public) if found == kind):
            for short in reading.rows(document):
                seen.append(short["id"])
                own = {name: cell for name, cell in short.items() if name not in ("variant", "earlier")}
                if own.get("model_raw", "") is None:  # a resolved name is not repeated
                    del own["model_raw"]
                row = rows[short["id"]]
                assert own.items() <= {"withdrawn_on": None, **row}.items()
                assert (short["variant"] or "default") == row["variant"]
        listed = [key for key, row in rows.items() if kind == "benchmark" or row["model"] is not None]
        assert sorted(seen) == sorted(listed)


def test_the_leaderboard_has_the_fields_of_the_contract(public: Path) -> None:
    rows = reading.load(public / "api/v1/leaderboard.json")["leaderboard"]
    assert all(row.keys() >= set(CONTRACT_LEADERBOARD) for row in rows)
    unranked = [row for row in rows if row["status"] == "unranked"]
    assert [row["rank"] for row in unranked] == [None]
    assert unranked[0]["missing"] == ["a third domain", "=an independent source"]


def test_an_unresolved_name_is_listed_and_waits(public: Path) -> None:
    (row,) = [row for row in reading.results(public) if row["model"] is None]
    assert (row["model_raw"], row["open_weights"]) == ("\uff1dwide", None)
    (full,) = [row for row in pq.read_table(public / "api/v1/results.parquet").to_pylist() if row["model"] is None]
    assert full["rule"] == "no rule fits"
    shorts = reading.rows(reading.load(public / "api/v1/benchmarks/coding-toy.json"))
    (short,) = [row for row in shorts if row["model"] is None]
    assert short["model_raw"] == "\uff1dwide"
    assert reading.load(public / "api/v1/sources/toy.json")["unresolved"] == [{"name": "\uff1dwide", "results": 1}]
    assert reading.load(public / "api/v1/index.json")["counts"]["results_unresolved"] == 1


def test_a_withdrawn_row_stays_with_its_date(public: Path) -> None:
    (row,) = [row for row in reading.results(public) if row["model_raw"] == "-gone"]
    assert row["withdrawn_on"] == "2026-07-09T12:00:00Z"
    assert row["last_seen"] == "2026-07-08T12:00:00Z"


def test_every_shown_model_has_a_document_with_the_past_of_its_results(public: Path) -> None:
    folder = public / "api/v1/models"
    shown = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json")}
    assert shown == {"acme/anvil-8b", "acme/hammer", "acme/idle", "shut/door"}
    hammer = reading.load(folder / "acme/hammer.json")
    past = [
        dict(zip(hammer["earlier_columns"], cells, strict=False))
        for row in reading.rows(hammer)
        for cells in row["earlier"] or ()
    ]
    assert [(earlier["value"], hammer["digests"][earlier["digest"]]) for earlier in past] == [
        (40.0, sha("a")),
        (41.5, sha("b")),
    ]
    assert [(earlier["stderr"], earlier.get("latency_s")) for earlier in past] == [(2.0, None), (None, 9.5)]


def test_a_disputed_fact_shows_its_rival(public: Path) -> None:
    document = load(public / "api/v1/models/acme/anvil-8b.json")
    facts, readings = document["facts"], document["readings"]
    assert facts["total_parameters"]["value"] == 8.0e9
    assert [rival["value"] for rival in facts["total_parameters"]["rivals"]] == [9.9e9]
    read = [readings[fact["reading"]] for fact in (*facts.values(), *facts["total_parameters"]["rivals"])]
    assert {reading["source"] for reading in read} == {"toy-facts", "other"}
    assert all(reading["url"] and reading["read_on"] for reading in read)
    row = reading.load(public / "api/v1/models.json")["models"][0]
    assert (row["licence"], row["commercial_use"], row["osi_approved"]) == ("apache-2.0", "yes", True)


def test_a_benchmark_lists_its_best_first_and_the_withdrawn_last(public: Path) -> None:
    rows = reading.rows(reading.load(public / "api/v1/benchmarks/coding-toy.json"))
    shown = [row["value"] for row in rows if row["metric"] == "accuracy"]
    assert shown == [88.0, 77.123456789012, 51.25, 1e-7, 0.0, 12.5]


def test_the_state_of_every_board_is_public(public: Path) -> None:
    status = reading.load(public / "api/v1/status.json")
    kept, fresh = (sum(b["rows"] for b in status["boards"] if not (b["stale"] and only)) for only in (False, True))
    assert 0 < fresh < kept, "the made-up boards are all kept up, and some are stale"
    assert status["freshness"] == {
        "boards": 4,
        "fresh_boards": 1,
        "rows": kept,
        "fresh_rows": fresh,
        "share": round(fresh / kept, 4),
    }
    assert {board["cadence_days"] for board in status["boards"]} == {30}
    boards = {(b["source"], b["id"]): b for b in status["boards"]}
    assert boards["toy", "old"]["state"] == "held"
    assert boards["toy", "old"]["reason"] == "fewer rows than <half>"
    assert boards["toy", "main"]["state"] == "ok"
    assert boards["toy-facts", "all"]["state"] == "stale"


def test_the_index_links_to_files_that_are_there(public: Path) -> None:
    index = reading.load(public / "api/v1/index.json")
    links = [link for table in index["tables"] for link in table["files"].values()]
    links += [link["href"] for link in index["documents"].values()] + list(index["other"].values())
    for link in links:
        shown = link.replace(
            "{id}", "acme/anvil-8b" if link.startswith(("models", "badges", "explanations")) else "toy"
        )
        shown = shown.replace("benchmarks/toy", "benchmarks/coding-toy").replace("domain=toy", "domain=coding")
        assert (public / "api/v1" / shown).is_file(), link
    counted = {table["name"]: table["rows"] for table in index["tables"]}
    assert counted["results"] == len(reading.load(public / "api/v1/results.json")["results"])


def test_links_are_relative_without_a_base_address(public: Path) -> None:
    for kind, path, document in documents(public):
        if "page" in document:
            target = (PurePosixPath(path).parent / document["page"]).as_posix()
            assert not document["page"].startswith(("/", "http")), kind
            assert ".." in target


def test_the_manifest_is_right_and_complete(public: Path) -> None:
    manifest = reading.load(public / "api/v1/manifest.json")
    listed = {entry["path"]: entry for entry in manifest["files"]}
    files = {p.relative_to(public).as_posix(): p for p in public.rglob("*") if p.is_file()}
    assert listed.keys() == files.keys() - {"api/v1/manifest.json"}
    assert list(listed) == sorted(listed)
    for name, entry in listed.items():
        body = files[name].read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())
