"""The Atom feeds are what RFC 4287 asks for, and an entry keeps its id wherever the site stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.export.support import HOSTILE, at, publish, result, small_dataset, standing_for
from tests.export.telling import DAYS, report_for
from weighbridge.export import write_downloads
from weighbridge.export.feeds import NEWEST
from weighbridge.export.moves import moves_of
from weighbridge.standing.history import PastPlace

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = (
    "feeds/all.atom",
    "models/acme/anvil-8b/feed.atom",
    "models/acme/hammer/feed.atom",
    "models/shut/door/feed.atom",
    "benchmarks/coding-toy/feed.atom",
    "benchmarks/knowledge-toy/feed.atom",
    "sources/toy/feed.atom",
    "sources/toy-facts/feed.atom",
    "sources/toy-prices/feed.atom",
)


def parsed(path: Path) -> ElementTree.Element:
    """The root of a feed."""
    return ElementTree.fromstring(path.read_bytes())


def text(parent: ElementTree.Element, name: str) -> str:
    """The text of the one child of that name."""
    (child,) = parent.findall(ATOM + name)
    return child.text or ""


def test_all_feeds_are_there_and_no_others(public: Path) -> None:
    assert sorted(p.relative_to(public).as_posix() for p in public.rglob("*.atom")) == sorted(FEEDS)


def test_feeds_and_entries_have_what_the_standard_asks_for(public: Path, placed: Path) -> None:
    for tree in (public, placed):
        for name in FEEDS:
            feed = parsed(tree / name)
            assert feed.tag == ATOM + "feed"
            entries = feed.findall(ATOM + "entry")
            ids = [text(feed, "id"), *(text(entry, "id") for entry in entries)]
            assert len(set(ids)) == len(ids)
            for part in (feed, *entries):
                assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", text(part, "id"))
                assert datetime.fromisoformat(text(part, "updated"))
                assert text(part, "title")
                links = [link.get("rel") for link in part.findall(ATOM + "link")]
                assert links.count("alternate") == 1
            assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Weighbridge"
            assert [link.get("rel") for link in feed.findall(ATOM + "link")].count("self") == 1
            times = [text(entry, "updated") for entry in entries]
            assert times == sorted(times, reverse=True)
            assert not times or text(feed, "updated") == times[0]


def test_ids_do_not_depend_on_where_the_site_stands(public: Path, placed: Path) -> None:
    for name in FEEDS:
        one, other = (
            [text(entry, "id") for entry in parsed(tree / name).findall(ATOM + "entry")] for tree in (public, placed)
        )
        assert one == other
    (alternate,) = parsed(placed / "feeds/all.atom").findall(f"{ATOM}link[@rel='alternate']")
    assert alternate.get("href") == "https://site.example/w/changes/"


def test_a_change_is_told_in_words(public: Path) -> None:
    titles = [text(entry, "title") for entry in parsed(public / "feeds/all.atom").findall(ATOM + "entry")]
    assert (
        "hammer on Benchmark <coding-toy>: 40% → 41.5%, error 2 → not stated, cost $17.59 → $10.01, "
        "latency not stated → 9.5 s"
    ) in titles
    assert "hammer on Benchmark <coding-toy>: withdrawn, was 12.5%" in titles
    assert "hammer on Benchmark <coding-toy>: back, 77.1235%" in titles


def place(day: date, rank: int, low: int, high: int, model: str = "acme/hammer", **more: Any) -> PastPlace:
    """A place of a model on a day."""
    found = PastPlace(day, "moving", 9, model, "default", True, rank, low, high, 60.0, 58.5, 61.5, 7)
    return replace(found, **more)


def test_a_move_is_one_out_of_the_places_that_were_tied() -> None:
    first, second = place(DAYS[0], 12, 9, 16), place(DAYS[1], 5, 3, 7)
    (move,) = moves_of([second, first, place(DAYS[0], 1, 1, 1, "a/b"), place(DAYS[1], 1, 1, 1, "a/b")])
    assert (move.before, move.after, move.of) == (first, second, (2, 2))
    assert moves_of([first, replace(second, rank_high=9)]) == []
    assert moves_of([first, replace(second, rank=None, rank_low=None, rank_high=None)]) == []
    assert moves_of([first, replace(second, model="acme/anvil-8b")]) == []
    assert moves_of([replace(spot, basket="frozen") for spot in (first, second)]) == []
    back = place(date(2026, 3, 31), 13, 10, 15)
    assert [(m.before.rank, m.after.rank) for m in moves_of([first, back, second])] == [(5, 13), (12, 5)]


def test_a_move_is_told_in_the_feeds_of_all_and_of_its_model(tmp_path: Path) -> None:
    dataset = replace(small_dataset(), as_of=datetime(2026, 5, 1, tzinfo=UTC))
    report = replace(report_for(dataset), history=(place(DAYS[0], 12, 9, 16), place(DAYS[1], 5, 3, 7)))
    write_downloads(dataset, standing_for(dataset), tmp_path, data_version="v", base_url=None, report=report)
    for name in ("feeds/all.atom", "models/acme/hammer/feed.atom"):
        entries = parsed(tmp_path / name).findall(ATOM + "entry")
        times = [text(entry, "updated") for entry in entries]
        assert times == sorted(times, reverse=True)
        (told,) = [e for e in entries if e.findall(f"{ATOM}category[@term='rank']")]
        assert text(told, "title") == "hammer: rank 12 (9–16) → 5 (3–7)"
        assert text(told, "updated") == "2026-02-28T00:00:00Z"
    assert b'term="rank"' not in (tmp_path / "models/acme/anvil-8b/feed.atom").read_bytes()


def test_hostile_text_and_control_characters_stay_text(tmp_path: Path) -> None:
    name = f"{HOSTILE}]]>"
    rows = [result("first", 1.0), result(name, 2.0, day=3, rule="\x00\x1b", version="2")]
    publish(small_dataset(rows), tmp_path)
    (entry,) = parsed(tmp_path / "feeds/all.atom").findall(ATOM + "entry")
    assert text(entry, "title").startswith(name)


def test_a_new_model_is_marked(tmp_path: Path) -> None:
    rows = [result("first", 1.0), result("door", 2.0, model="shut/door", day=3)]
    publish(small_dataset(rows), tmp_path)
    (entry,) = parsed(tmp_path / "feeds/all.atom").findall(ATOM + "entry")
    assert [category.get("term") for category in entry.findall(ATOM + "category")] == ["new", "new-model"]


def test_a_feed_has_an_end(tmp_path: Path) -> None:
    rows = [result("first", 1.0), *(result(f"row {n}", 2.0, day=3 + n // 2) for n in range(NEWEST + 5))]
    publish(small_dataset(rows), tmp_path)
    assert len(parsed(tmp_path / "feeds/all.atom").findall(ATOM + "entry")) == NEWEST


def test_many_rows_of_one_reading_are_one_entry(tmp_path: Path) -> None:
    rows = [result("first", 1.0), *(result(f"row {n:02}", n / 2, day=3) for n in range(20)), result("late", 7.0, day=4)]
    publish(small_dataset(rows), tmp_path)
    late, batch = parsed(tmp_path / "feeds/all.atom").findall(ATOM + "entry")
    assert text(late, "title").endswith("late on Benchmark <coding-toy>: new, 7%")
    assert text(batch, "title") == "row 00, row 01, row 02, 17 more on Benchmark <coding-toy>: 20 new"
    assert text(batch, "summary").startswith("row 00: Accuracy 0%; row 01: Accuracy 0.5%; ")
    assert "; row 07: Accuracy 3.5%; and 12 more. independent, read from " in text(batch, "summary")
    assert batch.findall(f"{ATOM}link[@rel='alternate']")[0].get("href") == "../benchmarks/coding-toy/"


def test_a_batch_has_an_id_of_its_own_in_each_feed(tmp_path: Path) -> None:
    rows = [result("first", 1.0), *(result(f"h{n}", n / 2, model="acme/hammer", day=3) for n in range(4))]
    publish(small_dataset(rows), tmp_path)
    paths = (
        "feeds/all.atom",
        "models/acme/hammer/feed.atom",
        "benchmarks/coding-toy/feed.atom",
        "sources/toy/feed.atom",
    )
    ids = [text(entry, "id") for path in paths for entry in parsed(tmp_path / path).findall(ATOM + "entry")]
    assert len(set(ids)) == len(ids) == 4


def test_a_feed_of_one_thing_has_what_is_recent_or_two_entries(tmp_path: Path) -> None:
    old = small_dataset([result("first", 1.0), *(result(f"row {n}", 2.0, day=n) for n in range(1, 6))])
    for days, count in ((90, 5), (89, 5), (400, 2)):
        publish(replace(old, as_of=at(0) + timedelta(days=days)), tmp_path / str(days))
        assert len(parsed(tmp_path / str(days) / "sources/toy/feed.atom").findall(ATOM + "entry")) == count


def test_a_feed_without_entries_keeps_its_date(tmp_path: Path) -> None:
    publish(small_dataset([result("first", 1.0)]), tmp_path)
    assert text(parsed(tmp_path / "feeds/all.atom"), "updated") == at(0).strftime("%Y-%m-%dT%H:%M:%SZ")
