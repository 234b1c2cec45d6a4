"""The small made-up data state, written once for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export.support import publish, small_dataset


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public tree of the small data state, without a base address."""
    return publish(small_dataset(), tmp_path_factory.mktemp("public"))


@pytest.fixture(scope="session")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a base address."""
    return publish(small_dataset(), tmp_path_factory.mktemp("placed"), "https://site.example/w")
