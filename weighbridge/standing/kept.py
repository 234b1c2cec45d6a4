"""What takes longer to compute than a build may: kept under ``data/standing``, renewed by its own commands.

``weighbridge history`` writes ``history.csv``, ``frames.csv`` and ``tau.json``; ``weighbridge validate --save`` writes
``validation.json`` and, for review, the results far from what is expected (``data/review/far.jsonl``). A build for an
earlier day leaves out what was not known then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from weighbridge.dataset import Dataset
from weighbridge.files import KeptError, json_text, write_atomic
from weighbridge.standing.board import Fitted
from weighbridge.standing.document import Document
from weighbridge.standing.history import read_history
from weighbridge.standing.report import RankingReport, Suspect, ranking_report

FOLDER = "standing"
TIMED = 7  # the acceptance point that is measured by the clock
HISTORY, VALIDATION, FAR, FRAMES, CHOSEN = "history.csv", "validation.json", "far.jsonl", "frames.csv", "tau.json"


def read_report(data: Path, dataset: Dataset, found: Fitted | None) -> RankingReport:
    """The report on a dataset with what is kept for its day.

    Raises:
        KeptError: a kept file is damaged; the message names it.
    """
    end = dataset.as_of.date()
    try:
        history = tuple(place for place in read_history(data / FOLDER / HISTORY) if place.day <= end)
        validation = _read_validation(data / FOLDER / VALIDATION)
    except (KeyError, ValueError) as error:
        raise KeptError(f"{data / FOLDER}: {error}; remove the file and run the command that writes it") from error
    if validation is not None and validation["measured_on"] > end.isoformat():
        validation = None
    return ranking_report(dataset, found, history, validation)


def _read_validation(path: Path) -> Mapping[str, Any] | None:
    if not path.exists():
        return None
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def write_far(data: Path, far: Iterable[Suspect]) -> bool:
    """Put up for review the results far from what is expected, with both numbers. Returns whether a byte changed."""
    lines = (json.dumps(asdict(found), ensure_ascii=False, sort_keys=True) for found in far)
    return write_atomic(data / "review" / FAR, "".join(f"{line}\n" for line in lines).encode())


def write_validation(data: Path, dataset: Dataset, document: Document) -> bool:
    """Keep a validation with the day of the data it was made from; the seconds, which differ from run to run, go.
    Returns whether a byte changed."""
    kept = {"measured_on": dataset.as_of.date().isoformat(), **document}
    kept.pop("timing", None)
    kept["acceptance"] = [point for point in document.get("acceptance", ()) if point["point"] != TIMED]
    return write_atomic(data / FOLDER / VALIDATION, json_text(kept).encode())
