"""The rows of the published tables: one class a table, each field with its meaning and unit.

JSON, CSV, Parquet and SQLite, the schemas and the column dictionary are all made from these classes. They stand
apart from the internal records on purpose: changing one is a change of the API (``CHANGELOG_API.md``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from weighbridge.export.output import Output, Sha256
from weighbridge.schema import Reasoning, Reporter, Unit, Weights


class Subject(Output):
    """Which row of which board, and which model it is of."""

    id: str = Field(description="Stable id of the row's ticket: 12 hex digits.")
    model: str | None = Field(description="Id of the model; null where the raw name is not resolved.")
    model_raw: str = Field(description="Name of the model as the source writes it.")
    open_weights: bool | None = Field(description="Whether anybody can download the weights; null while unresolved.")
    variant: str = Field(description="How the model was run, as one readable label; `default` when nothing is stated.")


class Yardstick(Output):
    """What was measured, in which unit and direction."""

    benchmark: str = Field(description="Id of the benchmark.")
    benchmark_version: str = Field(description="Version of the benchmark; numbers of two versions do not compare.")
    metric: str = Field(description="Id of the metric, as on the benchmark's card.")
    unit: Unit = Field(description="Unit of the values, their errors and limits.")
    higher_is_better: bool = Field(description="Direction of the metric.")


class Settings(Output):
    """How a model was run, field by field."""

    effort: str | None = Field(None, description="Reasoning effort: none, minimal, low, medium, high, xhigh, max.")
    thinking: str | None = Field(None, description="Whether it reasoned first: on or off.")
    budget: str | None = Field(None, description="Thinking budget in tokens, as stated.")
    precision: str | None = Field(None, description="Numeric precision or quantisation of the weights that were run.")
    harness: str | None = Field(None, description="Agent or scaffold around the model.")
    host: str | None = Field(None, description="Service whose interface was called.")
    tools: str | None = Field(None, description="Tools that the model could use.")
    prompt: str | None = Field(None, description="Prompting or edit format.")
    snapshot: str | None = Field(None, description="Dated snapshot of the model, as stated.")
    settings_other: Mapping[str, str] = Field({}, description="Settings that fit no field above, verbatim.")
    settings_raw: Mapping[str, str] = Field({}, description="Settings as the source writes them.")


class Measures(Output):
    """A number with what was published beside it. Errors and limits are in the unit of the value."""

    value: float = Field(description="The published number, in `unit`.")
    stderr: float | None = Field(None, description="Standard error, in `unit`.")
    ci_low: float | None = Field(None, description="Lower end of the published interval, in `unit`.")
    ci_high: float | None = Field(None, description="Upper end of the published interval, in `unit`.")
    n: int | None = Field(None, description="Trials, tasks or votes behind the value, as published.")
    cost_usd: float | None = Field(None, description="Cost in US dollars per task, as published.")
    latency_s: float | None = Field(None, description="Seconds per task, as published.")


class Ticket(Output):
    """Who reported a number, where it stands in the bytes that were read, and its life on the board."""

    reporter: Reporter = Field(description="Who stands behind the number.")
    measured_by: str | None = Field(None, description="Who measured, where the row itself says so.")
    measured_on: date | None = Field(None, description="Day of the measurement, where the row itself says so.")
    locator: str = Field(description="Where in the bytes that were read the number stands.")
    first_seen: datetime = Field(description="When the row first stood on the board, UTC.")
    value_since: datetime = Field(description="When this value first stood there, UTC.")
    last_seen: datetime = Field(description="The last reading that still had it, UTC.")
    withdrawn_on: datetime | None = Field(description="The first reading without it, UTC; null while it stands.")
    rule: str = Field(description="How the raw name was resolved, or why it was not.")


class ResultRow(Ticket, Settings, Measures, Yardstick, Subject):
    """One published number with its evidence: the newest state of a row of a board."""

    source: str = Field(description="Id of the source it was read from.")
    source_url: str = Field(description="Address of the bytes that were read.")
    source_page: str = Field(description="Page of the board for people.")
    retrieved_at: datetime = Field(description="When the bytes were read, UTC.")
    payload_sha256: Sha256 = Field(description="SHA-256 of the bytes that were read.")
    licence: str = Field(description="Licence of the source (SPDX id, or `none stated`).")


RESULT_IN_SHORT = (
    *Subject.model_fields,
    *Yardstick.model_fields,
    *Measures.model_fields,
    *("reporter", "first_seen", "last_seen", "withdrawn_on"),
    *("source", "source_url", "retrieved_at", "payload_sha256"),
)
"""The fields of a result that its text formats carry, CSV and JSON; Parquet and SQLite have the whole row.

Text that repeats costs nothing there, and every byte here."""


class Asked(Output):
    """What a host asks for the tokens of a model, in US dollars a million, as the newest price list states it."""

    host: str = Field(description="Id of the host.")
    host_name: str = Field(description="What the host is called.")
    variant: str = Field(description="How it runs the model, as one readable label, or `default`.")
    input: float | None = Field(None, description="US dollars a million tokens of input.")
    output: float | None = Field(None, description="US dollars a million tokens of output.")
    cached: float | None = Field(None, description="US dollars a million tokens of input read from a cache.")
    blended: float | None = Field(None, description="US dollars a million tokens, three of input to one of output.")
    name: str = Field(description="The model's name in the price list.")
    source: str = Field(description="Id of the price list.")
    source_page: str = Field(description="Page of the price list for people.")
    since: date = Field(description="The list first said so on this day.")
    read_on: date = Field(description="The list last said so on this day.")
    disagreeing: int = Field(0, description="How many other lists, or rows of this one, say otherwise.")


class PriceRow(Asked):
    """An offer with the model whose tokens it sells."""

    model: str = Field(description="Id of the model.")


class HistoryRow(Yardstick, Subject):
    """One observation: a value that a row had, from when until when. Earlier values are rows of their own."""

    value: float = Field(description="The published number, in `unit`.")
    stderr: float | None = Field(None, description="Standard error, in `unit`.")
    cost_usd: float | None = Field(None, description="Cost in US dollars per task, as published.")
    latency_s: float | None = Field(None, description="Seconds per task, as published.")
    reporter: Reporter = Field(description="Who stands behind the number.")
    source: str = Field(description="Id of the source it was read from.")
    source_url: str = Field(
        description="Address of the bytes; for an earlier value whose bytes back no row of today, the board's page."
    )
    source_page: str = Field(description="Page of the board for people.")
    retrieved_at: datetime = Field(description="When the bytes were read, UTC; for an earlier value, its `since`.")
    payload_sha256: Sha256 = Field(description="SHA-256 of the bytes that were read.")
    since: datetime = Field(description="The first reading with this value, UTC.")
    until: datetime | None = Field(description="The first reading without it, UTC; null while it stands.")


class LeaderboardRow(Output):
    """One model's place. Ranks count open-weight models; a closed one has the rank it would have among them."""

    rank: int | None = Field(description="Place; null while not ranked.")
    rank_low: int | None = Field(description="Best place within the 90% interval.")
    rank_high: int | None = Field(description="Worst place within the 90% interval.")
    model: str = Field(description="Id of the model.")
    name: str = Field(description="Name of the model.")
    developer: str = Field(description="Id of the organisation that developed it.")
    open_weights: bool = Field(description="Whether anybody can download the weights.")
    variant: str = Field(description="The mode that stands for the model.")
    index: float | None = Field(description="Index points, rounded to 0.01; null while there is none.")
    index_low: float | None = Field(description="Lower end of its 90% interval.")
    index_high: float | None = Field(description="Upper end of its 90% interval.")
    cells: int = Field(description="Benchmarks that count.")
    domains: int = Field(description="Domains that they cover.")
    sources: int = Field(description="Sources that measured them.")
    tie_band: int | None = Field(None, description="Number of the group whose members cannot be told apart.")
    status: Literal["ranked", "provisional", "unranked"] = Field(description="How sure the place is.")
    missing: tuple[str, ...] = Field((), description="What it lacks to be ranked, in words.")


class DomainRow(Output):
    """One model's index within one domain."""

    model: str = Field(description="Id of the model.")
    domain: str = Field(description="Id of the domain.")
    index: float = Field(description="Index points, rounded to 0.01.")
    index_low: float = Field(description="Lower end of its 90% interval.")
    index_high: float = Field(description="Upper end of its 90% interval.")


class PastPlaceRow(Output):
    """One model's place on one past day, from what was known on that day."""

    day: date = Field(description="The day.")
    basket: str = Field(
        description="Which benchmarks count: `moving`, all of the day; `frozen`, those of one early day."
    )
    basket_benchmarks: int = Field(description="Benchmarks that counted.")
    model: str = Field(description="Id of the model.")
    variant: str = Field(description="The mode that stood for the model.")
    open_weights: bool = Field(description="Whether anybody can download the weights.")
    rank: int | None = Field(description="Place; null while not ranked.")
    rank_low: int | None = Field(description="Best place within the 90% interval.")
    rank_high: int | None = Field(description="Worst place within the 90% interval.")
    index: float = Field(description="Index points of that day's fit; only places of one day compare.")
    index_low: float = Field(description="Lower end of its 90% interval.")
    index_high: float = Field(description="Upper end of its 90% interval.")
    cells: int = Field(description="Benchmarks of the model that counted.")


class ModelRow(Output):
    """One model of the registry with its published facts; evidence and rival claims are in the table `claims`."""

    id: str = Field(description="Id of the model: organisation/name.")
    name: str = Field(description="Name of the model.")
    developer: str = Field(description="Id of the organisation that developed it.")
    developer_name: str = Field(description="Name of that organisation.")
    country: str | None = Field(None, description="Country of that organisation, ISO 3166-1 alpha-2.")
    weights: Weights = Field(description="Whether the weights are open, announced, closed or unknown.")
    open_weights: bool = Field(description="Whether anybody can download the weights.")
    repository: str | None = Field(None, description="Hugging Face repository, verbatim.")
    family: str | None = Field(None, description="Family of models it belongs to.")
    base: str | None = Field(None, description="Id of the model it was made from.")
    predecessor: str | None = Field(None, description="Id of the model it follows.")
    reasoning: Reasoning = Field(description="Whether it reasons first: hybrid, always, never or unknown.")
    released: str | None = Field(None, description="Day, month or year of release, ISO 8601.")
    licence: str | None = Field(None, description="Licence of the weights: our id where we know it, else as stated.")
    licence_name: str | None = Field(None, description="Name of that licence, where we know it.")
    commercial_use: str | None = Field(None, description="Commercial use: yes, conditions, no or unknown.")
    osi_approved: bool | None = Field(None, description="Whether the OSI approves the licence as open source.")
    total_parameters: float | None = Field(None, description="Parameters in all, a count.")
    active_parameters: float | None = Field(None, description="Parameters active for a token, a count.")
    context: float | None = Field(None, description="Longest context in tokens.")
    max_output: float | None = Field(None, description="Longest output in tokens.")
    precision: str | None = Field(None, description="Precision in which the weights are published.")
    modalities_in: str | None = Field(None, description="Kinds of input, as stated.")
    modalities_out: str | None = Field(None, description="Kinds of output, as stated.")
    knowledge_cutoff: str | None = Field(None, description="Last day, month or year of its training data, ISO 8601.")
    hosts: int = Field(description="Hosts that sell its tokens, as price lists state it.")
    price: float | None = Field(
        None, description="US dollars a million tokens at the middle host, three of input to one of output."
    )
    archived: bool = Field(description="Whether only old boards name it.")
    provisional: bool = Field(description="Whether catalogues that agree entered it and no person has read it yet.")
    results: int = Field(description="Results that stand today.")
    benchmarks: int = Field(description="Benchmarks that they are of.")


class ClaimRow(Output):
    """One statement about a model with its source. Of several about one fact, one is published."""

    model: str = Field(description="Id of the model.")
    fact: str = Field(description="Name of the fact.")
    standing: Literal["published", "agrees", "rival"] = Field(
        description="Whether the claim is published, says the same as that one, or contradicts it."
    )
    value: str = Field(description="What is claimed, as text.")
    value_number: float | None = Field(None, description="What is claimed, where it is a number.")
    source: str = Field(description="Id of the source of facts, or `curated`.")
    url: str = Field(description="Where it is stated.")
    read_on: date = Field(description="Day on which the statement was read.")
    note: str | None = Field(None, description="A word of the curator.")


class Event(Output):
    """When a row of a board changed, and how."""

    at: datetime = Field(description="The reading that brought it, UTC.")
    kind: Literal["new", "changed", "withdrawn", "returned"] = Field(description="What happened to the row.")


class ChangeRow(Yardstick, Subject, Event):
    """One event on a board after its first reading."""

    value_before: float | None = Field(None, description="The value before the event.")
    value: float | None = Field(None, description="The value after the event; null once withdrawn.")
    stderr_before: float | None = Field(None, description="Standard error before.")
    stderr: float | None = Field(None, description="Standard error after.")
    cost_usd_before: float | None = Field(None, description="Cost in US dollars per task before.")
    cost_usd: float | None = Field(None, description="Cost in US dollars per task after.")
    latency_s_before: float | None = Field(None, description="Seconds per task before.")
    latency_s: float | None = Field(None, description="Seconds per task after.")
    reporter: Reporter = Field(description="Who stands behind the number.")
    source: str = Field(description="Id of the source.")
    source_url: str = Field(description="Address of the bytes; the board's page where they back no row of today.")
    retrieved_at: datetime = Field(description="When those bytes were read, UTC.")
    payload_sha256: Sha256 = Field(description="SHA-256 of those bytes; of the last that had the row once withdrawn.")


CHANGE_IN_SHORT = (
    *Event.model_fields,
    *("id", "model", "benchmark", "metric"),
    *(f"{name}{when}" for name in ("value", "stderr", "cost_usd", "latency_s") for when in ("_before", "")),
)
"""The fields of a change that CSV carries; `id` leads to the rest, in `results`, `withdrawn` and `history`."""


class BenchmarkRow(Output):
    """One benchmark with the metric that is shown first."""

    id: str = Field(description="Id of the benchmark.")
    name: str = Field(description="Name of the benchmark.")
    domain: str = Field(description="Id of its domain.")
    domain_name: str = Field(description="Name of that domain.")
    summary: str = Field(description="What it asks of a model, in our words.")
    maintainer: str = Field(description="Who keeps it.")
    url: str = Field(description="Its home.")
    version: str = Field(description="The version shown first.")
    metric: str = Field(description="Id of the metric shown first.")
    unit: Unit = Field(description="Unit of that metric.")
    higher_is_better: bool = Field(description="Direction of that metric.")
    low: float | None = Field(None, description="Lowest possible value.")
    high: float | None = Field(None, description="Highest possible value.")
    chance: float | None = Field(None, description="What guessing scores.")
    composite: bool = Field(description="Whether it is made of other boards.")
    frozen_on: date | None = Field(None, description="Day from which it takes no new results.")
    results: int = Field(description="Results that stand today.")
    models: int = Field(description="Models that they are of.")


class SourceRow(Output):
    """One source with its terms and its state."""

    id: str = Field(description="Id of the source.")
    title: str = Field(description="Name of the source.")
    kind: Literal["results", "facts", "prices"] = Field(
        description="What it states: results, facts about models, or prices of hosts."
    )
    home: str = Field(description="Its page for people.")
    maintainer: str = Field(description="Who keeps it.")
    licence: str = Field(description="Licence of what it publishes (SPDX id, or `none stated`).")
    licence_url: str | None = Field(None, description="Where that licence is stated.")
    attribution: str = Field(description="The words of credit it asks for.")
    through: str | None = Field(None, description="The mirror or aggregator its numbers came through.")
    status: Literal["active", "frozen", "retired"] = Field(description="Whether it still changes.")
    status_since: date | None = Field(None, description="Since when.")
    cadence_days: int = Field(description="Days after which a reading counts as stale.")
    state: Literal["ok", "stale", "unreachable", "held", "failed"] = Field(description="The worst of its boards.")
    boards: int = Field(description="Boards that are read.")
    rows: int = Field(description="Rows or facts that stand today.")
    last_success: datetime | None = Field(description="Newest accepted reading, UTC.")
    last_change: datetime | None = Field(description="Newest change, UTC.")
    stale: bool = Field(description="Whether a board's numbers are older than they should be.")
