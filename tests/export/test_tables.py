"""CSV, Parquet, SQLite and JSON say the same, for whatever text and numbers."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import dataset

from tests.export import reading
from tests.export.support import AS_OF, HOSTILE, publish, sha, small_dataset, standing_for
from tests.export.telling import report_for
from weighbridge.export.csv_files import FORMULA_STARTS, csv_bytes, guarded, unguarded
from weighbridge.export.factored import VIEWS
from weighbridge.export.output import Output
from weighbridge.export.parquet import SORTED, write_parquet
from weighbridge.export.records import RECENT_DAYS
from weighbridge.export.sqlite import write_sqlite
from weighbridge.export.tables import SHAPES, Shape, content_of, table_of
from weighbridge.schema import Reporter

JSON_TABLES = ("results", "leaderboard", "models", "benchmarks", "sources")


@pytest.mark.parametrize("name", SHAPES)
def test_every_format_says_the_same(name: str, public: Path) -> None:
    shape, api = SHAPES[name], public / "api" / "v1"
    made = content_of(small_dataset(), standing_for(small_dataset()), report_for(small_dataset())).tables[name]
    rows, short = (reading.from_cells(columns, made.cells) for columns in (shape.columns, shape.text_columns))
    assert rows
    assert reading.from_parquet(shape, api / f"{name}.parquet") == rows
    if "csv" in shape.formats:
        assert reading.from_csv(shape, (api / f"{name}.csv").read_bytes()) == short
    if "sqlite" in shape.formats:
        stored = reading.from_sqlite(shape, api / "weighbridge.sqlite")
        assert sorted(stored, key=repr) == sorted(rows, key=repr)
        assert name in VIEWS or stored == rows
    if name in JSON_TABLES:
        stated = reading.results(public) if name == "results" else reading.load(api / f"{name}.json")[name]
        assert reading.from_json(shape, stated) == short


class Probe(Output):
    """A row with a cell of each kind."""

    text: str
    maybe: str | None = None
    number: float
    error: float | None = None
    count: int | None = None
    truth: bool | None = None
    kind: Reporter
    day: date | None = None
    at: datetime
    words: tuple[str, ...] = ()
    pairs: Mapping[str, str] = {}


PROBE = Shape("probe", "A row with a cell of each kind", Probe, ())

# Any text that UTF-8 can hold, often starting like a formula.
TEXT = st.one_of(
    st.text(min_size=1),
    st.builds(
        lambda start, rest: start + rest, st.sampled_from([*FORMULA_STARTS, "'", "'=", "''\t", '"', ","]), st.text()
    ),
)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
PROBES = st.builds(
    Probe,
    text=TEXT,
    maybe=st.none() | TEXT,
    number=NUMBER,
    error=st.none() | NUMBER,
    count=st.none() | st.integers(-(2**63), 2**63 - 1),
    truth=st.none() | st.booleans(),
    kind=st.sampled_from(Reporter),
    day=st.none() | st.dates(),
    at=st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    words=st.lists(TEXT, max_size=2).map(tuple),
    pairs=st.dictionaries(TEXT, TEXT, max_size=2),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PROBES, min_size=1, max_size=6))
def test_any_cells_come_back_from_every_format(probes: list[Probe]) -> None:
    table = table_of(PROBE, probes)
    rows = reading.from_cells(PROBE.columns, table.cells)
    assert reading.from_csv(PROBE, csv_bytes(table)) == rows
    assert reading.from_json(PROBE, [json.loads(probe.json_bytes()) for probe in probes]) == rows
    with tempfile.TemporaryDirectory() as folder:
        write_parquet(table, Path(folder, "probe.parquet"), data_version="v")
        assert reading.from_parquet(PROBE, Path(folder, "probe.parquet")) == rows
        write_sqlite({"probe": table}, Path(folder, "probe.sqlite"), data_version="v")
        assert reading.from_sqlite(PROBE, Path(folder, "probe.sqlite")) == rows


@given(TEXT)
def test_no_text_cell_is_a_formula_and_the_way_back_is_exact(text: str) -> None:
    assert guarded(text)[0] not in FORMULA_STARTS
    assert unguarded(guarded(text)) == text


def test_only_text_is_guarded(public: Path) -> None:
    body = (public / "api" / "v1" / "results.csv").read_bytes()
    assert b",-3.0," in body
    assert b"'-gone" in body
    assert "'\uff1dwide".encode() in body


def test_the_csv_dialect_is_the_documented_one(public: Path) -> None:
    for path in (public / "api" / "v1").glob("*.csv"):
        body = path.read_bytes()
        assert body.endswith(b"\r\n")
        assert not body.startswith(b"\xef\xbb\xbf")
        assert body.count(b"\n") == body.count(b"\r\n")


def test_missing_is_empty_or_null_and_zero_is_zero(public: Path) -> None:
    (zero,) = [row for row in pq.read_table(public / "api/v1/results.parquet").to_pylist() if row["value"] == 0.0]
    assert (zero["cost_usd"], zero["stderr"], zero["n"]) == (0.0, None, None)
    (stated,) = [row for row in reading.results(public) if row["value"] == 0.0]
    assert (stated["cost_usd"], stated["stderr"], stated["n"]) == (0.0, None, None)


def test_parquet_is_typed_compressed_and_sorted(public: Path) -> None:
    file = pq.ParquetFile(public / "api/v1/results.parquet")
    schema = file.schema_arrow
    assert schema.field("retrieved_at").type == pa.timestamp("ms", tz="UTC")
    assert schema.field("measured_on").type == pa.date32()
    assert schema.field("higher_is_better").type == pa.bool_()
    assert schema.field("value").type == pa.float64()
    assert schema.field("benchmark").type == pa.dictionary(pa.int32(), pa.string())
    assert not schema.field("value").nullable
    assert all((field.metadata or {}).get(b"description") for field in schema)
    group = file.metadata.row_group(0)
    assert group.column(0).compression == "ZSTD"
    assert [schema.names[column.column_index] for column in group.sorting_columns] == list(SORTED["results"])
    rows = file.read().to_pylist()
    keys = [(r["benchmark"], r["benchmark_version"], r["model"] is None, r["model"] or "") for r in rows]
    assert keys == sorted(keys)


def test_the_database_has_keys_that_hold_and_indexes(public: Path) -> None:
    with closing(sqlite3.connect(public / "api/v1/weighbridge.sqlite")) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kinds = dict(base.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')").fetchall())
        assert kinds.keys() >= {"about", *(s.name for s in SHAPES.values() if "sqlite" in s.formats)}
        assert {name for name, kind in kinds.items() if kind == "view"} == set(VIEWS)
        for query in (
            "results WHERE model = 'x'",
            "results WHERE id = 'x'",
            "results WHERE benchmark = 'x' AND benchmark_version = '1'",
            "prices WHERE model = 'x'",
            "changes WHERE model = 'x'",
            "claims WHERE model = 'x'",
        ):
            plan = base.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {query}").fetchall()
            assert all("SCAN" not in step[3] for step in plan), plan
        plan = base.execute("EXPLAIN QUERY PLAN SELECT * FROM changes WHERE at > '2026-01-05'").fetchall()
        assert [step[3] for step in plan if "SCAN" in step[3]] in ([], ["SCAN events USING INDEX events_1"])
        best = base.execute(
            "SELECT m.name FROM results r JOIN models m ON m.id = r.model "
            "WHERE r.metric = 'accuracy' AND r.withdrawn_on IS NULL AND m.open_weights ORDER BY r.value DESC"
        ).fetchone()
        assert best == ("hammer",)


def test_history_holds_every_value_a_row_ever_had(public: Path) -> None:
    rows = pq.read_table(public / "api/v1/history.parquet").to_pylist()
    life = [row for row in rows if row["model_raw"] == "@cf/hammer"]
    assert [row["value"] for row in life] == [40.0, 41.5, 77.123456789012]
    assert [row["until"] is None for row in life] == [False, False, True]
    # The bytes of the earlier values back no row of today: their address is not made up.
    assert [row["source_url"] == row["source_page"] for row in life] == [True, True, False]


def test_the_partitioned_history_is_the_history(public: Path) -> None:
    parts = dataset.dataset(public / "api/v1/history", format="parquet", partitioning="hive")
    rows = parts.to_table().to_pylist()
    domains = {row.pop("domain"): row["benchmark"] for row in [dict(row) for row in rows]}
    assert domains == {"coding": "coding-toy", "knowledge": "knowledge-toy"}
    whole = pq.read_table(public / "api/v1/history.parquet").to_pylist()
    assert [{name: row[name] for name in whole[0]} for row in rows] == whole
    asked = dataset.field("domain") == "knowledge"
    assert len(list(parts.get_fragments(filter=asked))) == 1
    assert {row["benchmark"] for row in parts.to_table(filter=asked).to_pylist()} == {"knowledge-toy"}


def test_results_of_archived_models_are_downloadable(public: Path) -> None:
    (row,) = pq.read_table(public / "api/v1/archive.parquet").to_pylist()
    assert (row["model"], row["value"], row["payload_sha256"]) == ("old/relic", 8.5, sha("payload of day 4"))
    history = pq.read_table(public / "api/v1/history.parquet").to_pylist()
    assert [seen["value"] for seen in history if seen["model"] == "old/relic"] == [7.0, 8.5]
    assert "old/relic" not in pq.read_table(public / "api/v1/results.parquet").column("model").to_pylist()


def test_a_row_withdrawn_long_ago_stands_in_a_table_of_its_own(public: Path) -> None:
    gone = {name: pq.read_table(public / f"api/v1/{name}.parquet").to_pylist() for name in ("results", "withdrawn")}
    days = {
        name: [(AS_OF - row["withdrawn_on"]).days for row in rows if row["withdrawn_on"]] for name, rows in gone.items()
    }
    assert days["results"] == [RECENT_DAYS]
    assert days["withdrawn"] == [RECENT_DAYS + 1]
    (old,) = gone["withdrawn"]
    assert old["id"] not in {row["id"] for row in gone["results"]}
    history = pq.read_table(public / "api/v1/history.parquet").to_pylist()
    assert old["id"] in {row["id"] for row in history}


def test_changes_tell_a_return_from_a_change(public: Path) -> None:
    rows = reversed(pq.read_table(public / "api/v1/changes_archive.parquet").to_pylist())
    told = [(row["kind"], row["value_before"], row["value"]) for row in rows if row["model_raw"] == "@cf/hammer"]
    assert told == [("changed", 40.0, 41.5), ("withdrawn", 41.5, None), ("returned", 41.5, 77.123456789012)]


def test_an_event_of_long_ago_stands_in_a_table_of_its_own(public: Path) -> None:
    ages = {
        name: [(AS_OF - row["at"]).days for row in pq.read_table(public / f"api/v1/{name}.parquet").to_pylist()]
        for name in ("changes", "changes_archive")
    }
    assert ages == {"changes": [90], "changes_archive": [91, 249, 259, 270, 276, 276, 276]}
    assert max(ages["changes"]) <= RECENT_DAYS < min(ages["changes_archive"])


def test_claims_about_models_without_a_page_stand_in_a_table_of_their_own(public: Path) -> None:
    models = {
        name: {row["model"] for row in pq.read_table(public / f"api/v1/{name}.parquet").to_pylist()}
        for name in ("claims", "claims_archive")
    }
    assert models == {"claims": {"acme/anvil-8b"}, "claims_archive": {"old/relic"}}


def test_prices_are_what_hosts_ask_and_the_middle_one_stands_for_the_model(public: Path) -> None:
    rows = pq.read_table(public / "api/v1/prices.parquet").to_pylist()
    assert [(row["model"], row["host"], row["variant"], row["blended"], row["disagreeing"]) for row in rows] == [
        ("acme/anvil-8b", "smithy", "default", 0.25, 0),
        ("acme/anvil-8b", "smithy", "precision=fp8", 1.5, 0),
        ("acme/anvil-8b", "forge", "default", 5.0, 1),
        ("shut/door", "shut", "default", 15.0, 0),
    ]
    models = {row["id"]: row for row in pq.read_table(public / "api/v1/models.parquet").to_pylist()}
    assert (models["acme/anvil-8b"]["hosts"], models["acme/anvil-8b"]["price"]) == (2, 2.625)
    assert (models["acme/hammer"]["hosts"], models["acme/hammer"]["price"]) == (0, None)
    document = reading.load(public / "api/v1/models/acme/anvil-8b.json")
    assert [(asked["host"], asked["input"], asked["output"]) for asked in reading.named(document, "price")] == [
        ("smithy", 0.2, 0.4),
        ("smithy", 1.0, 3.0),
        ("forge", 4.0, 8.0),
    ]
    assert "toy-prices" in {credit["source"] for credit in document["credits"]}


def test_an_empty_data_state_has_every_file(tmp_path: Path) -> None:
    publish(small_dataset([]), tmp_path)
    assert pq.read_table(tmp_path / "api/v1/results.parquet").num_rows == 0
    assert reading.load(tmp_path / "api/v1/results.json")["results"] == []
    assert (tmp_path / "api/v1/results.csv").read_bytes().count(b"\n") == 1


def test_a_hostile_name_survives_every_format(public: Path) -> None:
    rows = pq.read_table(public / "api/v1/results.parquet").column("model_raw").to_pylist()
    assert HOSTILE in rows
