"""Results, changes and claims as the SQLite file keeps them: what repeats stands once, views give flat tables back.

Underneath the views ``results`` and ``changes`` stand ``board_rows`` and ``events``. They point into
``subjects`` (a raw name and what it means), ``yardsticks`` (benchmark, version, metric), ``settings`` (how a model was
run), ``payloads`` (what was read, and who reported it), ``spans`` (the life of a row) and ``readings`` (moments).
Underneath ``claims`` stand ``claim_rows``, which point into ``statements`` (what was read, and when).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from weighbridge.export.rows import Settings, Yardstick
from weighbridge.export.tables import SHAPES, Cell, Column, Shape, Table


@dataclass(frozen=True)
class Stored:
    """One table as it is kept."""

    name: str
    columns: Sequence[Column]
    cells: Mapping[str, Sequence[Cell]]
    key: Sequence[str] = ()
    refers: Mapping[str, str] = field(default_factory=dict)  # column → table whose id it holds
    indexes: Sequence[Sequence[str]] = ()
    clustered: bool = False  # kept in the order of its key, without row numbers


def quoted(name: str) -> str:
    """A quoted identifier: ``index`` is a word of the language."""
    return f'"{name}"'


# Lookup table → what it holds. Each name is a column of `results`.
LOOKUPS: Mapping[str, tuple[str, ...]] = {
    "subjects": ("model", "model_raw", "open_weights", "rule"),
    "yardsticks": tuple(Yardstick.model_fields),
    "settings": ("variant", *Settings.model_fields),
    "payloads": ("source", "source_url", "source_page", "retrieved_at", "payload_sha256", "reporter", "licence"),
    "spans": ("first_seen", "value_since", "last_seen", "withdrawn_on"),
}
_HOME = {name: lookup for lookup, names in LOOKUPS.items() for name in names}
_REFERS = {"model": "models", "benchmark": "benchmarks", "source": "sources"}
_INDEXES: Mapping[str, Sequence[Sequence[str]]] = {
    "subjects": (("model",),),
    "yardsticks": (("benchmark", "benchmark_version", "metric"),),
}
_OF_EVENT = ("retrieved_at", "source_url", "payload_sha256")  # an event has its own
_STATEMENT = ("source", "url", "read_on", "note")  # of a claim
_RESULTS, _CHANGES, _CLAIMS = SHAPES["results"], SHAPES["changes"], SHAPES["claims"]


def _place(name: str) -> Column:
    return Column(name, "integer", nullable=False, description="Number in another table.")


def _joins(base: str, lookups: Sequence[str]) -> str:
    return "".join(f" JOIN {name} ON {name}.id = {base}.{name}" for name in lookups)


def _result_view(shape: Shape, condition: str = "TRUE") -> str:
    columns = ", ".join(f"{_HOME.get(c.name, 'board_rows')}.{quoted(c.name)}" for c in shape.columns)
    return f"SELECT {columns} FROM board_rows{_joins('board_rows', tuple(LOOKUPS))} WHERE {condition}"  # noqa: S608


def _change_view() -> str:
    own = {"at": "readings", "id": "board_rows", **_HOME}
    columns = ", ".join(f"{own.get(c.name, 'events')}.{quoted(c.name)}" for c in _CHANGES.columns)
    return (
        f"SELECT {columns} FROM events JOIN board_rows ON board_rows.number = events.board_row"  # noqa: S608
        f"{_joins('board_rows', ('subjects', 'yardsticks', 'settings'))}{_joins('events', ('payloads', 'readings'))}"
    )


def _claim_view() -> str:
    columns = ", ".join(
        f"{'statements' if c.name in _STATEMENT else 'claim_rows'}.{quoted(c.name)}" for c in _CLAIMS.columns
    )
    return f"SELECT {columns} FROM claim_rows{_joins('claim_rows', ('statements',))}"  # noqa: S608


VIEWS: Mapping[str, str] = {
    "claims": _claim_view(),
    "results": _result_view(_RESULTS),
    "changes": _change_view(),
}


class Numbers:
    """Combinations of cells, numbered in the order in which they first come."""

    def __init__(self) -> None:
        self._places: dict[tuple[Cell, ...], int] = {}

    def of(self, columns: Sequence[Sequence[Cell]]) -> list[int]:
        """The number of each row of these columns."""
        places = self._places
        return [places.setdefault(key, len(places)) for key in zip(*columns, strict=True)]

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """The combinations so far, by number."""
        return iter(self._places)

    def stored(self, name: str, columns: Sequence[Column], refers: Mapping[str, str] = _REFERS) -> Stored:
        """The table of all combinations so far; ``refers``: column → table whose id it holds."""
        cells: Sequence[Sequence[Cell]] = list(zip(*self._places, strict=True)) or [()] * len(columns)
        return Stored(
            name,
            [_place("id"), *columns],
            {"id": range(len(self._places)), **{c.name: own for c, own in zip(columns, cells, strict=True)}},
            ("id",),
            {c.name: refers[c.name] for c in columns if c.name in refers},
            _INDEXES.get(name, ()),
        )


def factored(tables: Mapping[str, Table]) -> Iterator[Stored]:
    """The tables underneath the views, referred ones first."""
    yield from _factored_claims(tables["claims"])
    results, changes = (tables[name] for name in ("results", "changes"))
    cells = results.cells
    by_name = {column.name: column for column in _RESULTS.columns}
    numbers = {name: Numbers() for name in LOOKUPS}
    of_row = {lookup: numbers[lookup].of([cells[name] for name in names]) for lookup, names in LOOKUPS.items()}
    row_of = {key: number for number, key in enumerate(cells["id"])}
    rows = [row_of[key] for key in changes.cells["id"]]
    of_event = numbers["payloads"].of(
        [
            changes.cells[name] if name in _OF_EVENT else [cells[name][row] for row in rows]
            for name in LOOKUPS["payloads"]
        ]
    )
    for lookup, names in LOOKUPS.items():
        yield numbers[lookup].stored(lookup, [by_name[name] for name in names])
    yield Stored(
        "board_rows",
        [_place("number"), by_name["id"], *map(_place, LOOKUPS), *_left(_RESULTS.columns, _HOME)],
        {**cells, **of_row, "number": range(len(results))},
        ("number",),
        {lookup: lookup for lookup in LOOKUPS},
        (("id",), ("subjects",), ("yardsticks",)),
    )
    readings = Numbers()
    of_reading = readings.of([changes.cells["at"]])
    yield readings.stored("readings", [_CHANGES.columns[0]])
    kept = _left(_CHANGES.columns, {**_HOME, "at": ""})
    yield Stored(
        "events",
        [*map(_place, ("board_row", "readings", "payloads")), *kept],
        {**changes.cells, "board_row": rows, "readings": of_reading, "payloads": of_event},
        ("board_row", "readings", "kind"),
        {"readings": "readings", "payloads": "payloads"},
        (("readings",),),
        clustered=True,
    )


def _factored_claims(claims: Table) -> Iterator[Stored]:
    statements = Numbers()
    place = statements.of([claims.cells[name] for name in _STATEMENT])
    yield statements.stored("statements", [c for c in _CLAIMS.columns if c.name in _STATEMENT], {})
    yield Stored(
        "claim_rows",
        [*(c for c in _CLAIMS.columns if c.name not in _STATEMENT), *map(_place, ("number", "statements"))],
        {**claims.cells, "number": range(len(claims)), "statements": place},
        ("model", "fact", "number"),
        {"model": "models", "statements": "statements"},
        clustered=True,
    )


def _left(columns: Sequence[Column], moved: Mapping[str, str]) -> list[Column]:
    return [column for column in columns if column.name not in moved and column.name != "id"]
