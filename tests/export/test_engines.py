"""Other people's engines and validators read what is published as it is, where they are installed.

``pip install duckdb pyspark feedparser every-eval-ever`` (the last one needs Python 3.12), and a Java for Spark; what
is missing is skipped and named. ``pip install frictionless mlcroissant`` does the same for ``test_interop.py``.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from importlib import resources
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest

from weighbridge.export.evaleval import EVALEVAL

DOMAIN = {"coding-toy": "coding", "knowledge-toy": "knowledge"}


@pytest.fixture(scope="module")
def by_domain(public: Path) -> Counter[str]:
    """How many observations each domain has, by the single file."""
    benchmarks = pq.read_table(public / "api/v1/history.parquet").column("benchmark").to_pylist()
    return Counter(DOMAIN[str(benchmark)] for benchmark in benchmarks)


def test_duckdb_reads_the_partitions_as_they_are(public: Path, by_domain: Counter[str]) -> None:
    duckdb = pytest.importorskip("duckdb")
    parts = f"read_parquet('{public}/api/v1/history/**/*.parquet', hive_partitioning = true)"
    found = duckdb.sql(f"SELECT domain, count(*) FROM {parts} GROUP BY domain").fetchall()
    assert dict(found) == by_domain
    plan = duckdb.sql(f"EXPLAIN SELECT sum(value) FROM {parts} WHERE domain = 'coding'").fetchall()[0][1]
    assert "1/2" in plan, "the file of the other domain is not passed over"


def test_spark_reads_the_partitions_as_they_are(public: Path, by_domain: Counter[str]) -> None:
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("there is no Java: Spark was not run")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        parts = session.read.parquet(f"{public}/api/v1/history")
        assert {row["domain"]: row["count"] for row in parts.groupBy("domain").count().collect()} == by_domain
        whole = pq.read_table(public / "api/v1/history.parquet").to_pylist()
        seen = Counter((row["id"], row["value"], row["payload_sha256"]) for row in parts.collect())
        assert seen == Counter((row["id"], row["value"], row["payload_sha256"]) for row in whole)
    finally:
        session.stop()


def test_every_eval_ever_finds_its_records_valid(public: Path) -> None:
    pytest.importorskip("every_eval_ever")
    schema = json.loads((resources.files("every_eval_ever") / "schemas" / "eval.schema.json").read_text("utf-8"))
    checker = jsonschema.validators.validator_for(schema)(schema)
    lines = gzip.decompress((public / EVALEVAL).read_bytes()).splitlines()
    assert lines
    for line in lines:
        assert [f"{error.json_path}: {error.message}" for error in checker.iter_errors(json.loads(line))] == []


def test_a_feed_reader_takes_every_feed_without_complaint(placed: Path) -> None:
    feedparser = pytest.importorskip("feedparser")
    feeds = list(placed.rglob("*.atom"))
    assert feeds
    for path in feeds:
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert all(entry.id and entry.title and entry.updated_parsed and entry.link for entry in read.entries)
