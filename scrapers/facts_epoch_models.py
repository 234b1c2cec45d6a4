"""Epoch AI's tables of models: who, where, when, how large and how accessible."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from weighbridge.readers.catalogues import country_in, date_in, facts_of, positive, repository_in
from weighbridge.readers.structured import Fields, csv_rows, number_in
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DATA = "https://epoch.ai/data/"
PAGE = "https://epoch.ai/data/ai-models"
WEIGHTS = {
    "Open weights (unrestricted)": "open",
    "Open weights (restricted use)": "open",
    "Open weights (non-commercial)": "open",
    "API access": "closed",
    "Hosted access (no API)": "closed",
    "Unreleased": "closed",
    "Unknown": None,
    "": None,
}

# Epoch's notes quote the card: "671B total, 37B active", "Activated Parameters per Token: 45.9B".
COUNT = r"(\d+(?:\.\d+)?) ?(?:B|billion)\b"
ACTIVE_IS = re.compile(rf"\bactiv(?:e|ated) parameters(?: per token)?(?: ?[:-])? {COUNT}", re.IGNORECASE)
ACTIVE = re.compile(rf"(?<![\d.]){COUNT} (?:parameters )?(?:are )?activ(?:e|ated)\b", re.IGNORECASE)
GUESS = re.compile(r"rumou?r|assum|estimat|likely|based on", re.IGNORECASE)
LICENCE = re.compile(
    r"(?<![\w-])(modified MIT|MIT|Apache 2\.0|Exaone|Gemma)(?: license)?(?: \([^()]*\))?:? "
    r"(https://huggingface\.co/[\w./-]+)",
    re.IGNORECASE,
)
LICENCES = {"modified mit": "modified-mit", "mit": "mit", "apache 2.0": "apache-2.0", "exaone": "exaone"} | {
    "gemma": "gemma"
}


class EpochModels(FactSource):
    id = "epoch-models"
    title = "Epoch AI models"
    home = PAGE
    maintainer = "Epoch AI"
    licence = Licence(
        "CC-BY-4.0", "Epoch AI, Data on AI Models (epoch.ai)", "https://creativecommons.org/licenses/by/4.0/"
    )
    reach = (DATA,)
    cadence_days = 60
    problems = (
        "One row a model version; the name is Epoch's own.",
        "Active parameters and licences stand in notes; they are read where a note says one thing in so many words.",
    )
    boards = (
        Board("notable", f"{DATA}notable_ai_models.csv", PAGE, expect=Expect(min_rows=800, max_rows=40_000)),
        Board("large-scale", f"{DATA}large_scale_ai_models.csv", PAGE, expect=Expect(min_rows=400, max_rows=40_000)),
        Board("all", f"{DATA}all_ai_models.csv", PAGE, expect=Expect(min_rows=2000, max_rows=80_000)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of models of language (other domains are passed over); a name that stands twice is left out."""
        needed = ("Model", "Domain", "Publication date", "Organization", "Parameters", "Model accessibility", "Link")
        rows = [row for row in csv_rows(documents["main"], must_have=needed) if _of_language(row.take("Domain"))]
        names = [" ".join(row.text("Model").split()) for row in rows]
        notes = [(_note(row, "Accessibility notes"), row.where) for row in rows]
        told: set[tuple[str, str | None]] = set()
        for name, (note, _), row in zip(names, notes, rows, strict=True):
            if names.count(name) > 1:
                continue
            links = str(row.take("Link")).split()
            facts = {
                "developer": _one(row.take("Organization")),
                "country": country_in(_one(_country(row)) or ""),
                "released": date_in(row.maybe_text("Publication date"), row.where),
                "weights": _weights(row),
                "licence": _licence(note),
                "total_parameters": positive(number_in(row.take("Parameters"), row.where)),
                "active_parameters": _active(_note(row, "Parameters notes")),
            }
            repository = repository_in(links[0]) if len(links) == 1 else None
            told.add((name, repository))
            yield from facts_of(name, repository, facts, f"{row.where} {name}")
        yield from _licences_by_link(notes, told)


def _of_language(domain: str) -> bool:
    return any(word in domain for word in ("Language", "Multimodal"))


def _one(cell: str) -> str | None:
    """The one value of a cell that may list several."""
    values = {value.strip() for value in cell.split(",") if value.strip()}
    return values.pop() if len(values) == 1 else None


def _country(row: Fields) -> str:
    """The country's cell, whose column was renamed in 2025."""
    return str(
        row.take("Country (of organization)" if "Country (of organization)" in row else "Country (from Organization)")
    )


def _weights(row: Fields) -> str | None:
    value = str(row.take("Model accessibility"))
    if value not in WEIGHTS:
        raise ParseError(f"{row.where}: accessibility {value[:60]!r} is not known")
    return WEIGHTS[value]


def _note(row: Fields, column: str) -> str:
    """The text of a column of notes, which not every table has."""
    return " ".join((row.maybe_text(column) or "").split()) if column in row else ""


def _active(note: str) -> float | None:
    """The one count of active parameters that a note states, not one that it guesses or takes over."""
    found = {float(count) for count in (ACTIVE_IS.findall(note) or ACTIVE.findall(note))}
    return round(found.pop() * 1e9) if len(found) == 1 and not GUESS.search(note) else None


def _licence(note: str) -> str | None:
    """The licence with which a note opens, beside the repository that bears it."""
    match = LICENCE.match(note)
    return LICENCES[match[1].casefold()] if match else None


def _licences_by_link(notes: Iterable[tuple[str, str]], told: Collection[tuple[str, str | None]]) -> Iterator[FactRow]:
    """The licence beside each repository that notes link to, at times another than the row's own; ``told`` have one."""
    found: dict[str, dict[str, str]] = {}
    for note, where in notes:
        for licence, link in LICENCE.findall(note):
            repository = repository_in(link)
            if repository is not None:
                found.setdefault(repository, {}).setdefault(LICENCES[licence.casefold()], where)
    for repository, licences in found.items():
        name = repository.partition("/")[2]
        if len(licences) == 1 and (name, repository) not in told:
            ((licence, where),) = licences.items()
            yield from facts_of(name, repository, {"licence": licence}, f"{where} {repository}")
