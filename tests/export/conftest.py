"""The small made-up data state, written once for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export.support import small_dataset, standing_for
from weighbridge.dataset import Dataset
from weighbridge.export import data_version, write_downloads, write_manifest


def publish(dataset: Dataset, out: Path, base_url: str | None = None) -> Path:
    """Write all downloads of a data state into a folder."""
    version = data_version(dataset)
    write_downloads(dataset, standing_for(dataset), out, data_version=version, base_url=base_url)
    write_manifest(out, version)
    return out


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public tree of the small data state, without a base address."""
    return publish(small_dataset(), tmp_path_factory.mktemp("public"))


@pytest.fixture(scope="session")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a base address."""
    return publish(small_dataset(), tmp_path_factory.mktemp("placed"), "https://site.example/w")
