"""A page for each model: facts with their claims, the standing, every result with its ticket."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from weighbridge.dataset import Change
from weighbridge.facts import Fact
from weighbridge.render import numbers
from weighbridge.render.beside import own_lines, squeezed_of
from weighbridge.render.change_pages import ChangeLine, change_line
from weighbridge.render.charts import Ruler
from weighbridge.render.home import band_error, range_path, range_text
from weighbridge.render.memory import MemoryLine, memory_table
from weighbridge.render.past import by_model, past_of
from weighbridge.render.priced import prices_of
from weighbridge.render.relatives import Relatives
from weighbridge.render.runs import Run, run_of
from weighbridge.render.tickets import tickets_of
from weighbridge.render.view import ModelLine, Place, View
from weighbridge.render.why import why_of
from weighbridge.render.writer import Pages
from weighbridge.schema import Benchmark, Claim
from weighbridge.standing.rows import StandingRow

MOST_CHANGES = 6  # changes that a page lists; all are in its feed

FACT_WORDS = {
    "released": "Released",
    "weights": "Weights",
    "weights_since": "Weights open since",
    "licence": "Licence",
    "total_parameters": "Parameters, total",
    "active_parameters": "Parameters, active",
    "context": "Context",
    "max_output": "Longest output",
    "knowledge_cutoff": "Knowledge until",
    "precision": "Native precision",
    "modalities": "Modalities",
    "reasoning": "Reasoning",
    "vram_gb": "Memory, as a recipe states it",
    **{f"file_size_{bits}_bit_gb": f"Size of the files at {bits} bits" for bits in (16, 8, 4)},
    **{f"gpu_memory_{bits}_bit_gb": f"GPU memory at {bits} bits, as a recipe states it" for bits in (16, 8, 4)},
}


@dataclass(frozen=True)
class FactLine:
    """A fact in words with the claim it stands on."""

    name: str
    text: str
    claim: Claim
    source_title: str
    agreeing: int
    rivals: tuple[tuple[str, tuple[tuple[str, Claim], ...]], ...]  # another value; who states it, newest claim of each


@dataclass(frozen=True)
class Batch:
    """Further rows of one version that came with one reading: all that they share stands in their heading."""

    card: Benchmark
    version: str
    linked: bool  # the heading links to the benchmark: no other does
    runs: tuple[Run, ...]

    @property
    def first(self) -> Run:
        """A row that says what all share."""
        return self.runs[0]


@dataclass(frozen=True)
class BenchmarkGroup:
    """All runs of a model on one benchmark: the headline first, other versions and metrics after it."""

    card: Benchmark
    headline: str | None  # id of the run that stands for the model
    place: Place | None  # on the current board, among open-weight models
    runs: tuple[Run, ...]  # current rows of the current version's headline metric
    rest: tuple[Batch, ...]  # further metrics, older versions, withdrawn rows


@dataclass(frozen=True)
class DomainGroup:
    """A domain with its benchmarks and the model's index in it."""

    title: str
    index: str
    groups: tuple[BenchmarkGroup, ...]

    @property
    def current(self) -> list[BenchmarkGroup]:
        """Its benchmarks on whose board the model stands now."""
        return [group for group in self.groups if group.runs]

    @property
    def batches(self) -> list[Batch]:
        """The rows that the page folds away."""
        return [batch for group in self.groups for batch in group.rest]

    @property
    def printed(self) -> Iterator[Run]:
        """All its rows in the order of the page."""
        for group in self.groups:
            yield from group.runs
        for batch in self.batches:
            yield from batch.runs

    @property
    def rest(self) -> int:
        """How many rows the page folds away."""
        return sum(len(batch.runs) for batch in self.batches)

    @property
    def has_cost(self) -> bool:
        """Whether any run on the current boards states a cost."""
        return any(run.cost for group in self.groups for run in group.runs)

    @property
    def has_latency(self) -> bool:
        """Whether any run on the current boards states a time."""
        return any(run.latency for group in self.groups for run in group.runs)


def write(pages: Pages) -> None:
    """Write the list of models and a page for each."""
    view = pages.view
    known = [line for line in view.models.values() if line.path]
    lines = sorted(known, key=lambda line: (line.developer.casefold(), line.name.casefold(), line.id))
    by_developer: dict[str, list[ModelLine]] = defaultdict(list)
    for line in lines:
        by_developer[line.developer].append(line)
    counts = {key: sum(r.current for r in results) for key, results in view.dataset.by_model.items()}
    pages.page(
        "models/index.html",
        "models.html",
        by_developer=by_developer,
        counts=counts,
        archived=len(view.models) - len(known),
    )
    changes = _changes_by_model(view)
    ruler = Ruler(max((row.rank_high or 1 for row in view.standing.rows), default=1), width=320)
    history, last = by_model(view.report.history), view.dataset.as_of.date()
    relatives = Relatives(view)
    for line in lines:
        pages.page(
            line.path,
            "model.html",
            **_context(view, line, ruler),
            kin=relatives.of(line.id),
            changes=changes.get(line.id, []),
            past=past_of(history.get(line.id, ()), last),
        )


def _context(view: View, line: ModelLine, ruler: Ruler) -> dict[str, object]:
    results = view.dataset.by_model.get(line.id, [])
    terms, _ = view.licence_of(line.id)
    row = line.row
    domains = _domains(view, line, row)
    runs = [run for domain in domains for run in domain.printed]
    return {
        "line": line,
        "model": view.dataset.model(line.id),
        "summary": summary(view, line),
        "weights_words": weights_words(view, line),
        "terms": terms,
        "facts": [_fact_line(view, line, name, fact) for name, fact in _ordered(view, line.id)],
        "domains": domains,
        "priced": any(domain.has_cost for domain in domains),
        "tickets": tickets_of(runs),
        "own": own_lines(view, runs),
        "squeezed": squeezed_of(view, runs),
        "troubles": view.troubles_of(results),
        "row": row,
        "ruler": ruler,
        "place_range": range_text(row.rank_low, row.rank_high) if row else "",
        "bar": range_path(row, ruler) if row else "",
        "index_error": band_error(row.index) if row else "",
        "memory": _memory(line),
        "prices": prices_of(view, line.id),
        "current": sum(result.current for result in results),
        "why": why_of(view, line.id),
    }


def _memory(line: ModelLine) -> tuple[MemoryLine, ...]:
    return memory_table(line.total, line.context) if line.open and line.total else ()


def summary(view: View, line: ModelLine) -> str:
    """One sentence for search engines: what it is and how much is known."""
    count = sum(result.current for result in view.dataset.by_model.get(line.id, []))
    size = f", {numbers.billions(line.total)}B parameters" if line.total else ""
    kind = "open-weight model" if line.open else "model"
    return (
        f"{line.name}: {kind} by {line.developer}{size}. {numbers.counted(count, 'benchmark result')} with source, "
        "date and ticket."
    )


def weights_words(view: View, line: ModelLine) -> str:
    """Whether the weights are open, and since when, precisely worded."""
    terms, _ = view.licence_of(line.id)
    if line.open:
        since = view.fact_text(line.id, ("weights_since",))
        words = "Open weights" + (f" since {since}" if since else "")
        return words + (" under an OSI-approved open-source licence" if terms and terms.osi_approved else "")
    return {
        "announced": "Weights announced, not yet published",
        "closed": "Closed: the weights are not published",
    }.get(line.kind, "Whether the weights are published is not known")


def _ordered(view: View, key: str) -> list[tuple[str, Fact]]:
    order = {name: place for place, name in enumerate(FACT_WORDS)}
    facts = view.dataset.facts.get(key, {})
    return sorted(facts.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))


def _fact_line(view: View, line: ModelLine, name: str, fact: Fact) -> FactLine:
    return FactLine(
        name=FACT_WORDS.get(name, name.replace("_", " ").replace("-", " ").capitalize()),
        text=fact_text(name, fact.value),
        claim=fact.claim,
        source_title=_source_title(view, fact.claim.source),
        agreeing=len({claim.source for claim in fact.agreeing} - {fact.claim.source}),
        rivals=_rivals(view, name, fact.rivals),
    )


def _rivals(view: View, name: str, claims: Iterable[Claim]) -> tuple[tuple[str, tuple[tuple[str, Claim], ...]], ...]:
    by_text: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        told = by_text[fact_text(name, claim.value)]
        title = _source_title(view, claim.source)
        if title not in told or claim.date > told[title].date:
            told[title] = claim
    return tuple((text, tuple(told.items())) for text, told in by_text.items())


def fact_text(name: str, value: str | float | bool) -> str:
    """A fact's value with its unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if name.endswith("parameters"):
        return f"{numbers.billions(value)} B"
    if name in ("context", "max_output"):
        return f"{value:,.0f} tokens"
    return numbers.exact(value) + (" GB" if name.endswith("_gb") else "")


def _source_title(view: View, source: str) -> str:
    if source == "curated":
        return "read by a person"
    return view.source_title(source)


def _domains(view: View, line: ModelLine, row: StandingRow | None) -> list[DomainGroup]:
    by_benchmark: dict[str, list[Run]] = defaultdict(list)
    for result in view.dataset.by_model.get(line.id, []):
        by_benchmark[result.benchmark].append(run_of(view, result))
    by_domain: dict[str, list[BenchmarkGroup]] = defaultdict(list)
    for key in view.benchmark_ids:
        if key in by_benchmark:
            card = view.dataset.card(key)
            by_domain[card.domain].append(_benchmark_group(view, line, card, by_benchmark[key]))
    groups = []
    for domain, members in by_domain.items():
        band = row.domain_index.get(domain) if row else None
        index = f"{numbers.number(band.value, 0)} ± {band_error(band)}" if band else ""
        groups.append(DomainGroup(view.domain_title(domain), index, tuple(members)))
    return groups


def _benchmark_group(view: View, line: ModelLine, card: Benchmark, runs: list[Run]) -> BenchmarkGroup:
    headline = view.headlines[card.id].get(line.id)
    headline_id = headline.id if headline else None
    versions = {version.id: place for place, version in enumerate(card.versions)}

    def order(run: Run) -> tuple[bool, bool, bool, int, str, float, str]:
        result = run.result
        sign = -1.0 if run.metric.higher_is_better else 1.0
        return (
            result.id != headline_id,
            not result.current,
            result.version != card.current,
            -versions.get(result.version, 0),
            "" if result.metric == card.headline else result.metric,
            sign * result.value,
            result.id,
        )

    ordered = sorted(runs, key=order)
    standing = [run for run in ordered if run.result.current and view.is_headline(card, run.result)]
    shown = {run.result.id for run in standing}
    return BenchmarkGroup(
        card=card,
        headline=headline_id,
        place=view.places.get((card.id, card.current, card.headline), {}).get(line.id),
        runs=tuple(standing),
        rest=_batches(card, [run for run in ordered if run.result.id not in shown], linked=not standing),
    )


def _batches(card: Benchmark, runs: list[Run], *, linked: bool) -> tuple[Batch, ...]:
    found: dict[tuple[object, ...], list[Run]] = defaultdict(list)
    for run in runs:
        result = run.result
        read = result.evidence
        found[
            result.version, read.source, read.page, read.url, read.payload_sha256, read.retrieved_at,
            result.reporter, result.measured_by, run.since, run.until,
        ].append(run)  # fmt: skip
    return tuple(
        Batch(card, same[0].result.version, linked and place == 0, tuple(same))
        for place, same in enumerate(found.values())
    )


def _changes_by_model(view: View) -> dict[str, list[ChangeLine]]:
    """Model → its newest changes; what one day brought of many rows of a benchmark is one line."""
    found: dict[str, dict[tuple[object, ...], list[Change]]] = defaultdict(dict)
    for change in view.dataset.changes:
        if change.result.model is None:
            continue
        lines, key = found[change.result.model], (change.at.date(), change.result.benchmark, change.kind)
        if key in lines or len(lines) < MOST_CHANGES:
            lines.setdefault(key, []).append(change)
    return {model: [_change_line(view, same) for same in lines.values()] for model, lines in found.items()}


def _change_line(view: View, same: list[Change]) -> ChangeLine:
    line, more = change_line(view, same[0]), len(same) - 1
    return replace(line, words=(*line.words, f"{numbers.counted(more, 'more row')} likewise")) if more else line
