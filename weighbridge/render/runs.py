"""A result as tables show it, and the words on its ticket."""

from __future__ import annotations

from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.history import Z90, spans_of
from weighbridge.render.view import ModelLine, View, standard_error
from weighbridge.schema import Metric, Reporter, Result, Variant

REPORTER_WORDS = {
    Reporter.INDEPENDENT: "independent",
    Reporter.COMMUNITY: "community",
    Reporter.SELF_REPORTED: "self-reported",
    Reporter.AGGREGATED: "aggregated",
}


@dataclass(frozen=True, slots=True)
class Before:
    """A value that a row had, as the ticket lists it."""

    value: str
    error: str
    cost: str
    since: str
    until: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Run:
    """One row of a table of results; the ticket is printed from the same record."""

    result: Result
    model: ModelLine | None
    benchmark_name: str
    metric: Metric
    value: str
    error: str
    exact: str
    exact_error: str
    interval: str
    cost: str
    latency: str
    how: str
    reporter: str
    source_title: str
    ticket: str  # path from the root of the site
    since: str
    until: str  # blank while it stands
    troubled: bool
    earlier: tuple[Before, ...]

    @property
    def how_else(self) -> str:
        """How it was run, but for the harness."""
        return how_words(self.result.variant.model_copy(update={"harness": None}))

    @property
    def was(self) -> str:
        """The value and the cost before the present ones, where they differ, and until when they stood."""
        if not self.earlier:
            return ""
        last = self.earlier[-1]
        words = [last.value] if last.value != self.exact else []
        if last.cost and last.cost != self.cost:
            words.append(f"${last.cost}")
        until = f" until {last.until}" if words and last.until != self.since else ""
        return ", ".join(words) + until

    @property
    def at_home(self) -> bool:
        """Whether the ticket stands on the model's page."""
        return self.model is not None and bool(self.model.path)

    @property
    def name(self) -> str:
        """The model's name, or the raw one while it is not resolved."""
        return self.model.name if self.model else self.result.raw_name


def run_of(view: View, result: Result) -> Run:
    """A result ready for the page."""
    unresolved = result.model is None
    return Run(
        result=result,
        model=None if unresolved else view.models[str(result.model)],
        benchmark_name=view.dataset.card(result.benchmark).name,
        metric=view.metric(result),
        value=view.value_text(result),
        error=view.error_text(result, result.stderr),
        exact=numbers.exact(result.value),
        exact_error="" if result.stderr is None else numbers.exact(result.stderr),
        interval=_interval(view, result),
        cost=numbers.money(result.cost_usd),
        latency=numbers.seconds(result.latency_s),
        how=how_words(result.variant),
        reporter=REPORTER_WORDS[result.reporter],
        source_title=view.source_title(result.evidence.source),
        ticket=view.ticket_path(result),
        since=numbers.day(result.value_since),
        until=numbers.day(result.withdrawn_on),
        troubled=result.current and view.troubled(result),
        earlier=tuple(
            Before(
                numbers.exact(span.value),
                "" if span.stderr is None else numbers.exact(span.stderr),
                numbers.money(span.cost_usd),
                numbers.day(span.since),
                numbers.day(span.until),
                entry.payload_sha256,
            )
            for span, entry in zip(spans_of(result)[:-1], sorted(result.earlier, key=lambda e: e.since), strict=True)
        ),
    )


def how_words(variant: Variant) -> str:
    """How a model was run, for reading: ``high effort, OpenHands, via Fireworks AI``; blank when nothing is stated."""
    words = []
    if variant.effort:
        words.append(f"{variant.effort} effort")
    if variant.thinking:
        words.append(f"thinking {variant.thinking}")
    if variant.budget:
        words.append(f"budget {variant.budget}")
    if variant.precision:
        words.append(variant.precision)
    if variant.harness:
        words.append(variant.harness)
    if variant.tools:
        words.append(variant.tools)
    if variant.prompt:
        words.append(variant.prompt)
    if variant.snapshot:
        words.append(f"snapshot {variant.snapshot}")
    if variant.host:
        words.append(f"via {variant.host}")
    words += [f"{key} {value}" for key, value in sorted(variant.other.items())]
    return ", ".join(words)


def half_width(result: Result) -> float | None:
    """Half of the 90% interval that the published error gives."""
    error = standard_error(result)
    return None if error is None else Z90 * error


def _interval(view: View, result: Result) -> str:
    """The published interval, with one decimal more than the value is shown with."""
    if result.ci_low is None or result.ci_high is None:
        return ""
    places = view.decimals[result.benchmark, result.version, result.metric] + 1
    ends = (numbers.number(end, min(numbers.stated_decimals(end), places)) for end in (result.ci_low, result.ci_high))
    return " to ".join(ends)
