"""Brings ``data/standing`` up to the newest data: frozen frames, the spread τ, then the ranking of earlier days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from weighbridge.dataset import load_dataset
from weighbridge.standing.board import fitted
from weighbridge.standing.chosen import Chosen, hash_of, write_chosen
from weighbridge.standing.frames import fresh_frames, write_frames
from weighbridge.standing.history import Snapshot, kept_lines, snapshot_days, snapshots, write_history
from weighbridge.standing.kept import CHOSEN, FOLDER, FRAMES, HISTORY

Shots = Iterable[Snapshot]


@dataclass(frozen=True)
class Renewed:
    """What a renewal did."""

    days: list[date]  # of the whole history
    computed: int  # of these, computed now
    changed: bool  # whether a byte of the history differs


def renew_history(data: Path, *, new: bool, watch: Callable[[Shots, int], Shots] | None = None) -> Renewed | None:
    """Write the history; None where there are too few results for a ranking.

    Args:
        new: keep the days that are written, and add those after them.
        watch: shown each of so many snapshots as they come, for a progress bar.

    Raises:
        KeptError: the history that stands is damaged.
    """
    dataset = load_dataset(data)
    frames = fresh_frames(dataset.registry.benchmarks, dataset.current, dataset.frames, dataset.as_of.date())
    dataset = replace(dataset, frames=frames, chosen=None if not new else dataset.chosen)
    found = fitted(dataset)
    if found is None:
        return None
    if frames:
        write_frames(data / FOLDER / FRAMES, frames)
    write_chosen(data / FOLDER / CHOSEN, Chosen(hash_of(found.fit.matrix.cells), found.fit.tau))
    days, path = snapshot_days(dataset), data / FOLDER / HISTORY
    kept, fresh = kept_lines(path, days) if new else ([], days)
    shots: Shots = snapshots(dataset, fresh, found.fit.tau)
    changed = write_history(path, list(watch(shots, 2 * len(fresh)) if watch else shots), kept)
    return Renewed(days, len(fresh), changed)
