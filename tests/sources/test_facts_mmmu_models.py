"""MMMU's column of dates: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "mmmu-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="leaderboard_data.json")
    assert told(rows, "InternVL3-8B") == {"released": "2025-04-11"}
    assert told(rows, "MiMo-VL 7B-RL-2508") == {"released": "2025-08-08"}, "two modes of one model"
    left = {row.name for row in rows}
    assert left == {"InternVL3-8B", "MiMo-VL 7B-RL-2508", "Ovis2-8B"}, "no people, no closed model, no two days"


def test_broken_lists_are_errors() -> None:
    body = document(SOURCE, "leaderboard_data.json").body
    with pytest.raises(ParseError, match="'date' is missing"):
        facts_of_body(SOURCE, body.replace(b'"date"', b'"day"'))
    with pytest.raises(ParseError, match="expected a date"):
        facts_of_body(SOURCE, body.replace(b'2025-04-11"', b'11 April"'))
    with pytest.raises(ParseError, match="the table is empty"):
        facts_of_body(SOURCE, b'{"leaderboardData": []}')


@needs_captures
def test_the_real_list() -> None:
    rows = facts_of_captures(SOURCE, "models", "2025-12-31")
    assert len(rows) == 120
    assert told(rows, "InternVL2.5-38B") == {"released": "2024-12-05"}
    assert told(rows, "Aya-Vision-8B") == {"released": "2025-05-13"}, "as stated; the registry corrects it"
