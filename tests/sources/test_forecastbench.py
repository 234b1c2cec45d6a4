"""ForecastBench: figures read by eye, on both of its scales."""

from __future__ import annotations

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.schema import Reporter
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("forecastbench", "tournament", main="tournament.csv")
    gpt = find(rows, "GPT-5-2025-08-07", "overall")
    assert (gpt.version, gpt.value, gpt.ci_low, gpt.ci_high, gpt.n) == ("tournament", 67.2, 66.3, 68.1, 2981)
    assert gpt.settings == {"prompt": "zero shot with crowd forecast"} and gpt.reporter is Reporter.INDEPENDENT
    assert find(rows, "GPT-5-2025-08-07", "market").value == 74.4
    grok = find(rows, "Grok 4.20 (Preview)", "dataset")  # a team's own title is not taken apart
    assert (grok.value, grok.n, grok.settings, grok.reporter) == (61.9, 873, {"team": "xAI"}, Reporter.COMMUNITY)
    assert find(rows, "Fathom-Search-4B (prompt 1)", "overall").value == 58.7
    assert find(rows, "Claude-3-5-Sonnet-20240620", "overall").settings == {"prompt": "superforecaster with news 1"}


def test_crowds_rules_and_ensembles_are_left_out() -> None:
    rows = rows_of_fixture("forecastbench", "tournament", main="tournament.csv")
    assert len(rows) == 12
    rows = rows_of_fixture("forecastbench", "preliminary", main="preliminary.csv")
    assert {(row.name, row.value) for row in rows} == {("rice-demon", 65.4), ("gpt-5-2025-08-07", 61.3)}


def test_brier_scores_are_another_version_and_another_metric() -> None:
    rows = rows_of_fixture("forecastbench", "tournament", main="brier.csv")
    overall = find(rows, "GPT-4.5-Preview-2025-02-27", "brier-overall")
    assert (overall.version, overall.value, overall.ci_low, overall.ci_high) == (
        "tournament-brier",
        0.102,
        0.096,
        0.109,
    )
    assert len(rows) == 3


def test_other_shapes_are_refused() -> None:
    source, text = source_of("forecastbench"), document("forecastbench", "tournament.csv").text()
    for body, words in (
        (text.replace("Always 0.5,50.0", "Always 0.5,0.5"), "known are 0.25"),
        (text.replace("Always 0.5", "Always half"), "no forecaster that always says one half"),
        (text.replace("Model Organization", "Lab"), "Model Organization"),
        ("<html>", "HTML"),
        ("", "empty"),
    ):
        with pytest.raises(ParseError, match=words):
            list(
                source.parse(
                    board_of(source, "tournament"), {"main": Document("https://x.org/", body.encode(), READ_AT)}
                )
            )


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "version", "count"),
    [
        ("tournament", "2025-10-07", "tournament-brier", 483),
        ("tournament", "2026-01-15", "tournament-brier", 759),
        ("tournament", "2026-05-01", "tournament", 807),
        ("baseline", "2025-10-07", "baseline-brier", 198),
        ("baseline", "2026-05-01", "baseline", 300),
        ("dataset", "2026-03-18", "dataset", 178),
        ("dataset", "2026-05-20", "dataset", 196),
        ("preliminary", "2026-05-22", "preliminary", 196),
        ("preliminary", "2026-07-20", "preliminary", 249),
    ],
)
def test_the_real_files(board: str, day: str, version: str, count: int) -> None:
    rows = rows_of_captures("forecastbench", board, day)
    assert (len(rows), {row.version for row in rows}) == (count, {version})
    assert len({row.key() for row in rows}) == count
