"""SWE-bench's own leaderboards: Full, Lite, Verified, Multimodal, Multilingual, and Verified with one small agent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, ClassVar

from weighbridge.readers.entries import day_in
from weighbridge.readers.pages import script_json
from weighbridge.readers.runs import latest_runs
from weighbridge.readers.structured import Fields, json_of, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

SITE = "https://www.swebench.com/"
REPOSITORY = "https://raw.githubusercontent.com/SWE-bench/swe-bench.github.io/master/"


def _board(key: str, benchmark: str, rows: tuple[int, int], names: str) -> Board:
    """``names``: what the board has been called, newest first."""
    expect = Expect(*rows, fill={"measured_on": 1.0})
    return Board(key, SITE, SITE, benchmark, "1", "resolved", expect, {"names": names})


# Tags name the model that a run used, but in these titles they name the base of a fine-tune, or another model.
TITLE_SAYS_BETTER = {
    "Skywork-SWE-32B": "Skywork-SWE-32B",
    "Skywork-SWE-32B + TTS(Bo8)": "Skywork-SWE-32B",
    "SWE-agent + SWE-agent-LM-32B": "SWE-agent-LM-32B",
    "SWE-RL (Llama3-SWE-RL-70B + Agentless Mini) (20250226)": "Llama3-SWE-RL-70B",
    "Tools + Claude 3.5 Haiku": "Claude 3.5 Haiku",
    "RAG + SWE-Llama 7B": "SWE-Llama 7B",
}
FAMILY = re.compile(r"claude|chatgpt|gpt[- ]?\d|\bo\d\b|gemini|llama|qwen|deep-?seek|kimi|glm|devstral|swe-gpt", re.I)
AFTER_PLUS = re.compile(r"(?P<system>.+) \+ (?P<model>[^()+]+(?:\([^()]*\))?)")
IN_BRACKETS = re.compile(r"(?P<system>.+) ?\((?P<model>[A-Za-z][^()+]*)\)")


class SweBench(Source):
    id = "swe-bench"
    title = "SWE-bench leaderboards"
    home = SITE
    maintainer = "SWE-bench team (Princeton and Stanford)"
    licence = Licence("CC-BY-NC-4.0", "SWE-bench leaderboards, swebench.com")
    reach = (SITE, REPOSITORY)
    cadence_days = 120
    reporter = Reporter.COMMUNITY
    problems = (
        "Every row is a system of model and scaffold; many titles name no model at all, and those are left out.",
        "The board's flag for open models contradicts the models' own releases, so it is not used.",
    )
    boards: ClassVar[tuple[Board, ...]] = (
        _board("bash-only", "swe-bench-bash-only", (10, 120), "bash-only verified-mini"),
        _board("verified", "swe-bench-verified", (28, 180), "Verified"),
        _board("multilingual", "swe-bench-multilingual", (11, 60), "Multilingual"),
        _board("multimodal", "swe-bench-multimodal", (9, 50), "Multimodal"),
        _board("lite", "swe-bench-lite", (7, 110), "Lite lite_leaderboard"),
        _board("full", "swe-bench-full", (6, 40), "Test test_leaderboard"),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The page, and the file of the site's repository that it is built from (an older name if there is neither)."""
        documents = {}
        for key, url in (("page", board.url), ("file", REPOSITORY + "data/leaderboards.json")):
            with suppress(NotFoundError):
                documents[key] = get(url)
        return documents or {"file": get(REPOSITORY + "template/data.json")}

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        key, results = self._results(board, documents)
        return latest_runs(self._rows(board, key, results), ties="first")  # a system may come again

    def _results(self, board: Board, documents: Documents) -> tuple[str, list[Any]]:
        """The board's entries from whichever document was read last (both state the same; captures lag)."""
        for key, document in sorted(documents.items(), key=lambda item: (item[1].retrieved_at, item[0]), reverse=True):
            if key == "page" and "file" in documents and b'class="tabcontent" id="leaderboard-' in document.body:
                continue  # pages until mid-2025 held finished tables; the file has the same figures
            whole = script_json(document, "leaderboard-data") if key == "page" else json_of(document)
            boards = whole if isinstance(whole, list) else Fields(whole, document.url).maybe("leaderboards")
            if boards is None:  # the first format: one list a key
                boards = [{"name": name, "results": results} for name, results in whole.items()]
            names = board.options["names"].split()
            for entry in (Fields(entry, document.url) for entry in boards):
                if entry.text("name") in names:
                    return key, entry.items("results")
            raise NotFoundError(f"{document.url}: no leaderboard called {names[0]!r}")
        raise ParseError(f"{board.url}: neither the page nor its file holds leaderboards")

    def _rows(self, board: Board, key: str, results: list[Any]) -> Iterator[SourceRow]:
        one_agent = board.id in ("bash-only", "multilingual")
        for number, entry in enumerate(results):
            row = Fields(entry, f"{board.id}/{number}")
            title, tags, version = row.text("name"), row.maybe_texts("tags"), row.maybe_text("mini-swe-agent_version")
            value = number_in(str(row.take("resolved")), f"{row.where} resolved")  # text in the first format
            name, settings = _split(title, tags, one_agent)
            if value is None or name is None or (version and not one_agent):
                continue  # no one model is named; or a copy of a bash-only row on the Verified board
            if version:
                settings["harness_version"] = version
            yield board.row(
                name,
                value,
                f"{board.options['names'].split()[0]} / {row.maybe_text('folder') or title}",
                settings=settings,
                cost_usd=row.maybe_number("instance_cost") or None,  # 0 stands where no cost was recorded
                reporter=Reporter.INDEPENDENT if one_agent else None,
                measured_on=day_in(row.text("date"), row.where, "%Y-%m-%d"),
                document=key,
            )


def _split(title: str, tags: list[str], one_agent: bool) -> tuple[str | None, dict[str, str]]:
    """(model or None, settings) of an entry: the model from its one ``Model:`` tag, else from the title."""
    settings = {"harness": "mini-SWE-agent"} if one_agent else {}
    if effort := re.search(r"\((\w+) reasoning\)| (low|medium|high) \(\d+\)$", title):
        settings["effort"] = effort[1] or effort[2]
    if temperature := re.search(r"\(T=([\d.]+)\)", title):
        settings["temperature"] = temperature[1]
    for attempts in (tag.split(" - ")[1] for tag in tags if tag.startswith("System: Attempts - ")):
        settings["attempts"] = attempts
    models = {_plain(tag[7:]): tag[7:] for tag in tags if tag.startswith("Model: ")}
    in_title = IN_BRACKETS.fullmatch(title)
    if in_title is None or not FAMILY.search(in_title["model"]):
        in_title = AFTER_PLUS.fullmatch(title)
    if title in TITLE_SAYS_BETTER:
        name: str | None = TITLE_SAYS_BETTER[title]
    elif len(models) > 1 or len(FAMILY.findall(title)) > 1 or "mixed" in title.casefold():
        return None, settings  # several models work together: not a result of one
    elif models:
        name = next(iter(models.values())).removeprefix("https://huggingface.co/")
    else:
        name = in_title["model"].strip() if in_title and FAMILY.search(in_title["model"]) else None
    if name is not None and not one_agent and _plain(title) not in _plain(name):
        words = re.findall(r"[a-z]\w+", in_title["model"].lower()) if in_title else []
        known = any(_plain(word) in _plain(name) for word in words)
        settings["harness"] = in_title["system"].strip() if in_title and known else title
    return name, settings


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
