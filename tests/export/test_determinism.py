"""Same data, same bytes, and a data version that moves with the data and with nothing else."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.export.support import AS_OF, at, claim, large_dataset, model, publish, relic, small_dataset, small_results
from tests.export.telling import report_for
from weighbridge.dataset import Dataset
from weighbridge.export import data_version
from weighbridge.facts import published
from weighbridge.status import BoardStatus


def hashes(tree: Path) -> dict[str, str]:
    """Path → hash of every file."""
    return {
        path.relative_to(tree).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(tree.rglob("*"))
        if path.is_file()
    }


def turned() -> Dataset:
    """The small data state, its results given in the opposite order."""
    return replace(small_dataset(small_results()[::-1]), archive=(relic(),))


def test_two_writes_are_byte_identical(public: Path, tmp_path: Path) -> None:
    assert hashes(publish(small_dataset(), tmp_path)) == hashes(public)


def test_a_larger_state_in_several_row_groups_is_byte_identical(tmp_path: Path) -> None:
    one, other = (publish(large_dataset(600, 50, 7), tmp_path / name) for name in ("one", "other"))
    assert hashes(one) == hashes(other)


def test_the_order_of_the_results_given_does_not_matter(public: Path, tmp_path: Path) -> None:
    assert hashes(publish(turned(), tmp_path)) == hashes(public)


def test_another_process_with_other_hash_seeds_writes_the_same(public: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.export.support import publish, small_dataset; "
        "publish(small_dataset(), Path(sys.argv[1]))"
    )
    seeded = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=seeded, cwd=Path(__file__).parents[2])
    assert hashes(tmp_path) == hashes(public)


def test_a_base_address_changes_links_and_nothing_else(public: Path, placed: Path) -> None:
    one, other = hashes(public), hashes(placed)
    assert one.keys() == other.keys()
    same = {name for name in one if one[name] == other[name]}
    assert {f"api/v1/{name}" for name in ("results.csv", "results.parquet", "weighbridge.sqlite")} <= same


def test_no_file_names_a_place_of_this_machine(public: Path) -> None:
    for path in public.rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            assert str(public).encode() not in body, path
            assert str(Path.cwd()).encode() not in body, path


def changed(dataset: Dataset) -> Iterator[Dataset]:
    """The data state with one thing changed, each of what the version has to speak of."""
    first = dataset.results[0]
    yield replace(dataset, as_of=at(300))
    yield replace(dataset, results=(replace(first, value=first.value + 1e-9), *dataset.results[1:]))
    yield replace(dataset, results=dataset.results[1:])
    yield replace(dataset, archive=())
    models = {**dataset.registry.models, "acme/new": model("acme/new")}
    yield replace(dataset, registry=replace(dataset.registry, models=models))
    yield replace(dataset, registry=replace(dataset.registry, domains={"coding": "Code"}))
    facts = {**dataset.facts, "acme/hammer": {"released": published("released", [claim("released", "2026-02")])}}
    yield replace(dataset, facts=facts)
    view = dataset.sources[0]
    board = replace(view.boards[0], status=BoardStatus(at(299)))
    yield replace(dataset, sources=(replace(view, boards=(board, *view.boards[1:])), *dataset.sources[1:]))
    yield replace(dataset, sources=(replace(view, holds=()), *dataset.sources[1:]))


def test_the_version_is_the_day_and_a_hash_of_all_that_is_published() -> None:
    dataset = small_dataset()
    version = data_version(dataset)
    assert version.startswith(f"{AS_OF.date().isoformat()}-")
    assert len(version.rpartition("-")[2]) == 12
    assert version == data_version(turned())
    others = [data_version(other) for other in changed(dataset)]
    assert len({version, *others}) == 1 + len(others)


def test_the_version_moves_with_what_is_kept_of_the_ranking() -> None:
    dataset = small_dataset()
    report = report_for(dataset)
    other = replace(report.history[0], index=report.history[0].index + 0.01)
    versions = {
        data_version(dataset),
        data_version(dataset, report),
        data_version(dataset, replace(report, history=(other, *report.history[1:]))),
        data_version(dataset, replace(report, validation={"measured_on": "2026-10-07"})),
    }
    assert len(versions) == 4
