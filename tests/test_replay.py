"""Replay: the newest capture in time, whole and inside its folder, through the fetcher's own path."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weighbridge.http import Fetcher
from weighbridge.replay import CaptureStore, ReplayAdapter
from weighbridge.source import FetchError, NotFoundError

CAPTURES = Path(__file__).parents[1].parent / "shared" / "captures"
URL = "https://example.org/board.json"
KINDS = ("raw", "reconstructed")

Entry = dict[str, object]


def entry(body: bytes = b"{}", at: str = "2026-01-01T00:00:00Z", **fields: object) -> Entry:
    """A line of the list; its file is named by its body's hash unless told otherwise."""
    sha256 = hashlib.sha256(body).hexdigest()
    return {
        "source": "example",
        "url": URL,
        "captured_at": at,
        "file": f"{sha256[:8]}.json",
        "content_type": "application/json",
        "sha256": sha256,
        "kind": "raw",
        "origin": "tests",
        "licence": "none stated",
        "body": body.decode(),
        **fields,
    }


Fill = Callable[..., CaptureStore]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    def made(*entries: Entry) -> CaptureStore:
        return write(tmp_path, *entries)

    return made


def write(folder: Path, *entries: Entry) -> CaptureStore:
    lines = []
    for item in entries:
        file = folder / str(item["file"])
        if file.resolve().is_relative_to(folder.resolve()):
            file.write_bytes(str(item["body"]).encode())
        lines.append(json.dumps({k: v for k, v in item.items() if k != "body"}, ensure_ascii=False))
    (folder / "captures.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return CaptureStore(folder)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def replayed(store: CaptureStore, as_of: str | None = None, url: str = URL) -> bytes:
    with Fetcher.replaying(store, at(as_of) if as_of else None) as fetcher:
        return fetcher.get(url).body


def test_a_replayed_document_carries_the_captures_evidence(fill: Fill) -> None:
    store = fill(entry(b'{"rows": 1}', "2026-03-04T05:06:07Z", content_type="text/x"))
    with Fetcher.replaying(store) as fetcher:
        document = fetcher.get(URL)
    assert (document.url, document.body, document.content_type) == (URL, b'{"rows": 1}', "text/x")
    assert document.retrieved_at == at("2026-03-04T05:06:07")
    assert document.sha256 == hashlib.sha256(b'{"rows": 1}').hexdigest()


def test_the_newest_at_or_before_the_moment_answers(fill: Fill) -> None:
    store = fill(
        entry(b"march", "2026-03-01T00:00:00Z"),
        entry(b"january", "2026-01-01T00:00:00Z"),
        entry(b"february", "2026-02-01T00:00:00Z"),
    )
    assert replayed(store) == b"march"
    assert replayed(store, "2026-02-28") == b"february"
    assert replayed(store, "2026-02-01T00:00:00") == b"february"
    assert replayed(store, "2026-01-31T23:59:59") == b"january"
    with pytest.raises(NotFoundError, match=r"^https://example\.org/board\.json: no capture of it$"):
        replayed(store, "2025-12-31")


def test_of_one_moment_the_last_line_wins(fill: Fill) -> None:
    assert replayed(fill(entry(b"first"), entry(b"last"))) == b"last"
    assert replayed(fill(entry(b"last"), entry(b"first"))) == b"first"


def test_only_the_kinds_asked_for_count(fill: Fill) -> None:
    store = fill(
        entry(b"raw", "2026-01-01T00:00:00Z"),
        entry(b"rebuilt", "2026-01-02T00:00:00Z", kind="reconstructed"),
        entry(b"mirror", "2026-01-03T00:00:00Z", kind="mirror"),
        entry(b"excerpt", "2026-01-04T00:00:00Z", kind="excerpt"),
    )
    assert replayed(store) == b"rebuilt"
    assert store.newest(URL) == store.newest(URL, None, ("excerpt",))
    with Fetcher.replaying(store, kinds=("mirror",)) as fetcher:
        assert fetcher.get(URL).body == b"mirror"
    assert store.days(("https://example.org/",), ("raw", "mirror")) == [date(2026, 1, 1), date(2026, 1, 3)]


def test_days_are_distinct_sorted_and_of_the_prefixes_alone(fill: Fill) -> None:
    store = fill(
        entry(b"b", "2026-02-02T23:59:59Z"),
        entry(b"a", "2026-01-01T08:00:00Z", url="https://example.org/other"),
        entry(b"c", "2026-02-02T00:00:00Z"),
        entry(b"d", "2026-03-03T00:00:00Z", url="https://elsewhere.example/"),
    )
    assert store.days(("https://example.org/",)) == [date(2026, 1, 1), date(2026, 2, 2)]
    assert store.days((URL, "https://elsewhere")) == [date(2026, 2, 2), date(2026, 3, 3)]
    assert store.days(()) == []
    assert store.newest_moment() == at("2026-03-03")


def test_an_empty_list_has_no_newest_moment(fill: Fill) -> None:
    with pytest.raises(FetchError, match="lists nothing"):
        fill().newest_moment()


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ("https://example.org/Cohere May 2024/x.json", "https://example.org/Cohere May 2024/x.json"),
        ("https://example.org/Cohere May 2024/x.json", "https://example.org/Cohere%20May%202024/x.json"),
        ("https://example.org/Cohere%20May%202024/x.json", "https://example.org/Cohere May 2024/x.json"),
        ("https://example.org/m?expand[]=a&b=1", "https://example.org/m?expand[]=a&b=1"),
        ("https://example.org/constants.<hash>.js", "https://example.org/constants.<hash>.js"),
        ("https://example.org/{id}", "https://example.org/{id}"),
        ("https://example.org/modèle", "https://example.org/mod%C3%A8le"),
        ("https://Example.org", "https://example.org/"),
        ("https://example.org/data.zip#gpqa.csv", "https://example.org/data.zip#gpqa.csv"),
        ("https://example.org/a+b_(c);d@e=f", "https://example.org/a+b_(c);d@e=f"),
    ],
)
def test_addresses_are_known_however_they_are_escaped(fill: Fill, listed: str, asked: str) -> None:
    store = fill(entry(b"found", url=listed))
    assert replayed(store, url=asked) == b"found"


def test_the_exact_spelling_goes_before_an_equivalent_one(fill: Fill) -> None:
    spaced, escaped = "https://example.org/a b", "https://example.org/a%20b"
    store = fill(entry(b"spaced", url=spaced), entry(b"escaped", "2025-01-01T00:00:00Z", url=escaped))
    found = [store.newest(url) for url in (spaced, escaped)]
    assert [capture.url for capture in found if capture] == [spaced, escaped]


def test_a_members_capture_is_no_answer_for_the_whole_archive(fill: Fill) -> None:
    store = fill(entry(url="https://example.org/data.zip#gpqa.csv"))
    with pytest.raises(NotFoundError):
        replayed(store, url="https://example.org/data.zip")


def test_a_capture_that_has_changed_is_refused(fill: Fill, tmp_path: Path) -> None:
    item = entry(b"honest")
    store = fill(item)
    (tmp_path / str(item["file"])).write_bytes(b"forged")
    with pytest.raises(FetchError, match=r"board\.json: its capture .* has changed") as failure:
        replayed(store)
    assert not isinstance(failure.value, NotFoundError)


def test_a_capture_whose_file_is_gone_is_not_merely_not_found(fill: Fill, tmp_path: Path) -> None:
    item = entry()
    store = fill(item)
    (tmp_path / str(item["file"])).unlink()
    with pytest.raises(FetchError, match="cannot be read") as failure:
        replayed(store)
    assert not isinstance(failure.value, NotFoundError)


@pytest.mark.parametrize("file", ["/etc/hostname", "../outside.json", "a/../../outside.json", "", "a\0b"])
def test_files_outside_the_folder_are_refused(tmp_path: Path, file: str) -> None:
    line = {k: v for k, v in entry(file=file).items() if k != "body"}
    (tmp_path / "captures.jsonl").write_text(json.dumps(line))
    with pytest.raises(FetchError, match=r"line 1: .* is not inside the folder"):
        CaptureStore(tmp_path)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    folder.mkdir()
    item = entry(b"secret")
    store = write(folder, item)
    (tmp_path / "secret").write_bytes(b"secret")
    (folder / str(item["file"])).unlink()
    (folder / str(item["file"])).symlink_to(tmp_path / "secret")
    with pytest.raises(FetchError, match="leads out of the folder"):
        replayed(store)


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "1", '{"url": "x"}', json.dumps(entry(captured_at="yesterday")), json.dumps(entry(url=7))],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    good = json.dumps({k: v for k, v in entry().items() if k != "body"})
    (tmp_path / "captures.jsonl").write_text(f"{good}\n\n{line}\n")
    with pytest.raises(FetchError, match=r"captures\.jsonl, line 3: not a capture"):
        CaptureStore(tmp_path)


def test_no_list_is_an_error_not_an_empty_store(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="cannot be read"):
        CaptureStore(tmp_path)


def test_lines_end_at_newlines_only(fill: Fill) -> None:
    url = "https://example.org/line\u2028separator"
    assert replayed(fill(entry(b"found", url=url)), url=url) == b"found"


def test_a_moment_without_a_time_zone_is_refused(fill: Fill) -> None:
    with pytest.raises(ValueError, match="time zone"):
        ReplayAdapter(fill(), datetime(2026, 1, 1), KINDS)  # noqa: DTZ001 (the point)


def test_replay_neither_waits_nor_connects(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*args: object, **kwargs: object) -> None:
        raise AssertionError("replay reached for the clock or the network")

    items = [entry(f"{n}".encode(), url=f"https://example.org/{n}") for n in range(20)]
    store = fill(*items)
    monkeypatch.setattr(time, "sleep", forbidden)
    monkeypatch.setattr("socket.getaddrinfo", forbidden)
    monkeypatch.setattr("socket.socket.connect", forbidden)
    with Fetcher.replaying(store) as fetcher:
        assert [fetcher.get(str(item["url"])).body for item in items] == [b"%d" % n for n in range(20)]


def test_captured_rules_are_obeyed_as_live_ones_are(fill: Fill) -> None:
    robots = entry(b"User-agent: *\nDisallow: /board", url="https://example.org/robots.txt")
    with pytest.raises(FetchError, match="forbids"):
        replayed(fill(robots, entry(b"x")))


def test_the_size_cap_holds_in_replay_too(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    store = fill(entry(b"x" * 100))
    with Fetcher.replaying(store) as fetcher:
        monkeypatch.setattr(fetcher, "_limits", type(fetcher._limits)(max_bytes=99, pause=0.0))
        with pytest.raises(FetchError, match="larger than 99 bytes"):
            fetcher.get(URL)


@given(
    st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["raw", "mirror"])), min_size=1, max_size=8),
    st.integers(1, 28),
)
def test_newest_agrees_with_a_plain_search(
    tmp_path_factory: pytest.TempPathFactory, listed: list[tuple[int, str]], day: int
) -> None:
    folder = tmp_path_factory.mktemp("captures")
    items = [
        entry(f"{number}".encode(), f"2026-01-{d:02}T00:00:00Z", kind=kind) for number, (d, kind) in enumerate(listed)
    ]
    found = write(folder, *items).newest(URL, at(f"2026-01-{day:02}"), ("raw",))
    fit = [(d, number) for number, (d, kind) in enumerate(listed) if kind == "raw" and d <= day]
    expected = hashlib.sha256(f"{max(fit)[1]}".encode()).hexdigest() if fit else None
    assert (found.sha256 if found else None) == expected


@pytest.mark.skipif(
    not (CAPTURES / "captures.jsonl").exists(), reason=f"THE CAPTURES ARE NOT AT HAND (looked in {CAPTURES})"
)
def test_every_real_capture_is_answered_with_its_own_bytes() -> None:
    store = CaptureStore(CAPTURES)
    lines = (CAPTURES / "captures.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = [c for c in map(json.loads, lines) if c["kind"] in KINDS and "#" not in c["url"]]
    assert len(wanted) > 4000
    newest: dict[tuple[str, str], str] = {}  # of one moment the last line wins
    for capture in wanted:
        newest[capture["url"], capture["captured_at"]] = capture["sha256"]
    by_moment: dict[str, list[str]] = {}
    for url, moment in newest:
        by_moment.setdefault(moment, []).append(url)
    for moment, urls in by_moment.items():
        with Fetcher.replaying(store, datetime.fromisoformat(moment)) as fetcher:
            for url in urls:
                document = fetcher.get(url)
                assert (document.sha256, document.retrieved_at) == (
                    newest[url, moment],
                    datetime.fromisoformat(moment),
                )
