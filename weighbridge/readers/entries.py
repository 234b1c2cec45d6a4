"""Lists and tables of objects, as most boards publish them; an empty one is a broken one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from weighbridge.readers.structured import Fields, json_of
from weighbridge.source import Document, ParseError


def json_list(document: Document) -> Iterator[Fields]:
    """The objects of a document that is a list; each knows its place: ``/0``, ``/1`` …

    Raises:
        ParseError: the document is no list, or an empty one.
    """
    entries = json_of(document)
    if not isinstance(entries, list) or not entries:
        raise ParseError(f"{document.url}: expected a list of entries that is not empty")
    return (Fields(entry, f"/{number}") for number, entry in enumerate(entries))


def json_table(document: Document, *not_entries: str) -> Iterator[tuple[str, Fields]]:
    """(key, object) of a document that is an object of objects; the fields ``not_entries`` are something else.

    Raises:
        ParseError: nothing is in it.
    """
    whole = Fields(json_of(document), document.url)
    whole.ignore(*not_entries)
    if not whole.names():
        raise ParseError(f"{document.url}: the table is empty")
    return ((key, whole.fields(key)) for key in whole.names())


def entries_of(whole: Fields, name: str) -> Iterator[Fields]:
    """The objects in the list under ``name``; each knows its place: ``name/0``, ``name/1`` …

    Raises:
        ParseError: there is no such list, or it is empty.
    """
    entries = whole.items(name)
    if not entries:
        raise ParseError(f"{whole.where}/{name}: the table is empty")
    return (Fields(entry, f"{name}/{number}") for number, entry in enumerate(entries))


def day_in(text: str, where: str, form: str | None = None) -> date:
    """The day of an ISO date or time, or of one in another ``form`` (as for ``strptime``)."""
    try:
        moment = datetime.fromisoformat(text) if form is None else datetime.strptime(text, form)  # noqa: DTZ007 (a day)
    except ValueError as error:
        raise ParseError(f"{where}: expected a day, met {text[:40]!r}") from error
    return moment.date()


def one_of(known: Mapping[str, str], word: str, where: str) -> str:
    """What a word of the source's own stands for here.

    Raises:
        ParseError: the word is none of the known ones.
    """
    if word not in known:
        raise ParseError(f"{where}: {word[:40]!r} is not known, only {', '.join(known)}")
    return known[word]
