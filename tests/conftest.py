"""What all tests share: their settings, the committed dataset, and which worker runs what, in which order."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from hypothesis import settings

from tests.committed import DATA
from weighbridge.dataset import Dataset, load_dataset
from weighbridge.processes import without_collection

# A busy machine is no mistake.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Files whose tests ask for the committed dataset: one worker reads it, for all of them.
OF_COMMITTED = (
    "tests/site/test_tasks.py",
    "tests/resolve/test_properties.py",
    "tests/resolve/test_agreed.py",
    "tests/resolve/test_coverage.py",
    "tests/sources/test_source_pages.py",
    "tests/sources/test_twice.py",
    "tests/sources/test_versions.py",
    "tests/standing/test_growth.py",
)
# Files that take longest, after those: they start first, so that the workers end together.
LONG = (
    "tests/sources/test_history.py",  # where the captures are at hand
    "tests/site/test_browser.py",
    "tests/ops/test_fuzz.py",
    "tests/ops/test_fortnight.py",
    "tests/core/test_contributing.py",
    "tests/ops/test_crash.py",
    "tests/core/test_readers.py",
    "tests/export/test_old_versions.py",
    "tests/site/test_pages.py",
    "tests/ops/test_network.py",
    "tests/ops/test_scripts.py",
    "tests/site/test_slim.py",
    "tests/ops/test_hostile_patterns.py",
    "tests/ops/test_disk.py",
    "tests/site/test_pictures.py",
    "tests/ops/test_stale.py",
    "tests/ops/test_runbook.py",
    "tests/ops/test_health.py",
)
ORDER = {name: place for place, name in enumerate((*OF_COMMITTED, *LONG))}


def file_of(nodeid: str) -> str:
    """The file in which a test stands."""
    return nodeid.partition("::")[0]


@pytest.hookimpl(tryfirst=True)  # before those with other marks are left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser; long files first."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: ORDER.get(file_of(item.nodeid), len(ORDER)))


def pytest_collection_finish() -> None:
    """Let the collector of cycles pass over the modules and tests that stay anyway, and come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file to a worker as ``--dist loadfile`` does, the files of the dataset together, all in the order above."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # noqa: PLC0415 (only with xdist)

    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # not by their number of tests
    scheduler = LoadFileScheduling(config, log)
    scheduler._split_scope = lambda nodeid: "committed" if file_of(nodeid) in OF_COMMITTED else file_of(nodeid)
    return scheduler


@pytest.fixture(scope="session")
def committed() -> Dataset:
    """The committed data. It is one for all tests, which only look at it."""
    with without_collection():
        return load_dataset(DATA)
