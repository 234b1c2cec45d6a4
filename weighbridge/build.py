"""Build the whole public tree beside the old one, then put it in its place in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from weighbridge.dataset import Dataset, load_dataset
from weighbridge.export import content_hash, version_of, write_api, write_manifest, write_records
from weighbridge.processes import beside, without_collection
from weighbridge.render import render_site
from weighbridge.standing.board import fitted, standing_from
from weighbridge.standing.kept import read_report

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True)
class Built:
    """What a build made."""

    out: Path
    version: str
    files: int
    size: int  # bytes
    dataset: Dataset


def build(data: Path, out: Path, *, as_of: datetime | None = None, base_url: str | None = None) -> Built:
    """Site and downloads from the data folder into ``out``. Same data, same bytes; readers see old or new.

    Raises:
        RegistryError, LedgerError: the data are damaged; ``out`` is untouched.
    """
    with without_collection():
        return _build(data, out, as_of, base_url)


def _build(data: Path, out: Path, as_of: datetime | None, base_url: str | None) -> Built:
    dataset = load_dataset(data, as_of)
    fresh = out.with_name(f".{out.name}.new.{os.getpid()}")
    sweep(out)
    fresh.mkdir(parents=True)

    def unranked() -> bytes:
        write_records(dataset, fresh, base_url=base_url)
        return content_hash(dataset)

    def downloads() -> None:
        write_api(dataset, standing, fresh, data_version=version, base_url=base_url, report=report)

    try:
        with beside(unranked) as content:
            found = fitted(dataset)
            standing = standing_from(dataset, found)
            report = read_report(data, dataset, found)
            version = version_of(dataset, content(), report)
        with beside(downloads) as wait:
            render_site(
                dataset, standing, fresh, base_url=base_url, data_version=version, report=report, downloads=wait
            )
        write_manifest(fresh, version)
        files = [path for path in fresh.rglob("*") if path.is_file()]
        built = Built(out, version, len(files), sum(path.stat().st_size for path in files), dataset)
        put_in_place(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return built


def put_in_place(fresh: Path, out: Path) -> None:
    """Make ``fresh`` stand where ``out`` stood; the old tree ends up under ``fresh``'s name.

    On Linux the two names are exchanged in one system call; elsewhere the old tree steps aside first.
    """
    if not out.exists():
        fresh.rename(out)
        return
    if not _exchange(fresh, out):
        aside = out.with_name(f".{out.name}.old.{os.getpid()}")
        out.rename(aside)
        fresh.rename(out)
        aside.rename(fresh)


def _exchange(one: Path, other: Path) -> bool:
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def sweep(out: Path) -> None:
    """Remove what a killed build left beside ``out``; it may have had our number, as in a container few are given."""
    for left in out.parent.glob(f".{out.name}.new.*"):
        pid = left.name.rpartition(".")[2]
        if not pid.isdecimal() or int(pid) == os.getpid() or not Path(f"/proc/{pid}").exists():
            shutil.rmtree(left, ignore_errors=True)
