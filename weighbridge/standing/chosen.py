"""The spread τ that a matrix was given, kept with the hash of that matrix: choosing takes most of the time of a fit.

A build whose matrix is another one chooses anew, so what is kept can save time but never decide.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from weighbridge.files import KeptError, json_text, write_atomic


@dataclass(frozen=True, slots=True)
class Chosen:
    """A τ and the SHA-256 of the cells of the matrix that it was chosen for."""

    matrix: str
    tau: float


def hash_of(cells: tuple[object, ...]) -> str:
    """The SHA-256 of a matrix's cells, in their canonical order."""
    return hashlib.sha256(repr(cells).encode()).hexdigest()


def write_chosen(path: Path, chosen: Chosen) -> bool:
    """Keep it. Returns whether a byte changed."""
    return write_atomic(path, json_text({"matrix": chosen.matrix, "tau": chosen.tau}).encode())


def read_chosen(path: Path) -> Chosen | None:
    """What :func:`write_chosen` wrote; None if there is no file.

    Raises:
        KeptError: the file is damaged; the message names it.
    """
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_bytes())
        chosen = Chosen(str(found["matrix"]), float(found["tau"]))
        if not chosen.tau > 0:
            raise ValueError(f"tau is {chosen.tau}, not above 0")  # noqa: TRY301 (damage like the others)
    except (KeyError, TypeError, ValueError) as error:
        raise KeptError(f"{path}: {error}; remove the file, weighbridge history writes it anew") from error
    return chosen
