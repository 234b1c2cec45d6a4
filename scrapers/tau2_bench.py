"""τ²-bench: an agent with tools serves a simulated customer, in text or by voice; one small file a submission."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.entries import day_in
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

STORE = "https://sierra-tau-bench-public.s3.us-west-2.amazonaws.com/submissions/"
PAGE = "https://taubench.com/"
AUTHORS = "sierra"
VENDOR_OF_BRAND = {"qwen": "alibaba", "alibaba cloud": "alibaba", "z.ai": "zhipu ai"}
FIRST_TELLING_BANKING = (1, 0, 1)  # the grading of banking was repaired in 1.0.1


BENCHMARKS = {
    "bench": ("tau2-bench-airline", "tau2-bench-retail", "tau2-bench-telecom", "tau2-bench-banking"),
    "voice": ("tau2-voice-airline", "tau2-voice-retail", "tau2-voice-telecom", "tau2-voice-banking"),
}


def _board(key: str, lists: str, rows: tuple[int, int]) -> Board:
    expect = Expect(*rows, fill={"measured_on": 1.0})
    return Board(key, f"{STORE}manifest.json", PAGE, expect=expect, options={"lists": lists})


class Tau2Bench(Source):
    id = "tau2-bench"
    title = "τ²-bench"
    home = PAGE
    maintainer = "Sierra"
    licence = Licence("MIT", "τ²-bench leaderboard, Sierra", "https://github.com/sierra-research/tau2-bench")
    reach = (STORE,)
    cadence_days = 60
    reporter = Reporter.COMMUNITY
    problems = (
        "Vendors' own submissions come without transcripts, and some changed the instructions to the agent.",
        "Banking was graded wrongly before version 1.0.1: those figures are a version of their own.",
    )
    boards = (
        _board("bench", "submissions legacy_submissions", (30, 600)),
        _board("voice", "voice_submissions", (7, 300)),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The manifest and each submission it lists; one that is listed but not there is passed over."""
        documents = {"manifest": get(board.url)}
        for name in _listed(board, documents["manifest"]):
            try:
                documents[name] = get(f"{STORE}{name}/submission.json")
            except NotFoundError:
                continue
        return documents

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for name in _listed(board, documents["manifest"]):
            if name in documents:
                yield from self._submission(board, name, Fields(json_of(documents[name]), name))

    def _submission(self, board: Board, key: str, entry: Fields) -> Iterator[SourceRow]:
        """pass^1 … pass^4 in percent of each domain that was run; a domain that was not is null or has null figures."""
        model, _, addition = entry.text("model_name").partition(" + ")
        voice = entry.maybe("voice_config")
        if voice is not None and "pipeline" in Fields(voice, f"{key}/voice_config"):
            return  # a chain of several providers' models: nobody's result
        method = entry.fields("methodology")
        settings = {"harness": addition} if addition else {}
        if effort := entry.maybe_text("reasoning_effort"):
            settings["thinking" if effort == "enabled" else "effort"] = effort
        if entry.maybe_text("submission_type") == "custom":
            settings["submission"] = "custom"  # its own scaffold, tools or instructions
        if simulator := method.maybe_text("user_simulator"):
            settings["user_simulator"] = simulator
        developer = entry.text("model_organization").casefold()
        submitter = entry.text("submitting_organization")
        reporter = Reporter.INDEPENDENT if submitter.casefold() == AUTHORS else Reporter.COMMUNITY
        if _vendor(developer) == _vendor(submitter.casefold()):
            reporter = Reporter.SELF_REPORTED
        version = method.maybe_text("tau2_bench_version")
        measured_on = day_in(method.text("evaluation_date"), key)
        results = entry.fields("results")
        for domain in results.names():
            benchmark = f"tau2-{board.id}-{domain.removesuffix('_knowledge')}"
            if benchmark not in BENCHMARKS[board.id]:
                raise ParseError(f"{key}: domain {domain!r} is not known")
            figures = Fields(results.take(domain) or {}, f"{key}/results/{domain}")
            retrieval = figures.maybe_text("retrieval_config")
            cost = figures.maybe_number("cost") or None  # 0 stands where none was counted
            for trials in ("1", "2", "3", "4"):
                value = figures.maybe_number(f"pass_{trials}")
                if value is not None:
                    yield board.row(
                        model,
                        value,
                        f"results/{domain}/pass_{trials}",
                        metric=f"pass-{trials}",
                        version=_version(domain, version),
                        benchmark=benchmark,
                        settings=settings | ({"retrieval": retrieval} if retrieval else {}),
                        cost_usd=cost if trials == "1" else None,
                        reporter=reporter,
                        measured_by=submitter,
                        measured_on=measured_on,
                        document=key,
                    )


def _listed(board: Board, manifest: Document) -> list[str]:
    """Names of the submissions that count: examples and withdrawn ones lie in the store but not in the manifest."""
    whole = Fields(json_of(manifest), "manifest")
    first, *others = board.options["lists"].split()
    if board.id == "voice" and first not in whole:  # it came in 2026
        raise NotFoundError(f"{board.url}: the manifest has no {first}")
    return [*whole.texts(first), *(name for key in others for name in whole.maybe_texts(key))]


def _vendor(name: str) -> str:
    return VENDOR_OF_BRAND.get(name, name)


def _version(domain: str, stated: str | None) -> str:
    """The comparable version: a generation of the benchmark; for banking, before or since its repair."""
    numbers = tuple(int(digits) for digits in re.findall(r"\d+", stated or "")[:3])
    if domain == "banking_knowledge":
        return "1.0.1" if numbers >= FIRST_TELLING_BANKING else "before 1.0.1"
    if not numbers:
        return stated or "not stated"  # "original tau-bench" is another benchmark, entered here by vendors
    return "1" if numbers >= (0, 2) else "0.1"  # 0.2 was the preparation of 1.0; the same figures carry either mark
