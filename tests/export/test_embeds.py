"""Cards, oEmbed answers, and proposals for the Hub."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from tests.export import reading
from tests.export.support import benchmark, model, registry, result, small_dataset
from weighbridge.export.hub import TASKS, hub_files
from weighbridge.schema import Reporter, Weights


def test_a_card_tells_the_place_without_a_script(placed: Path) -> None:
    cards = sorted((placed / "api/v1/cards").rglob("*.html"))
    ranked = [row for row in reading.load(placed / "api/v1/leaderboard.json")["leaderboard"] if row["rank"] is not None]
    assert {card.relative_to(placed / "api/v1/cards").with_suffix("").as_posix() for card in cards} == {
        row["model"] for row in ranked
    }
    for row in ranked:
        html = BeautifulSoup((placed / f"api/v1/cards/{row['model']}.html").read_text("utf-8"), "lxml")
        assert not html.select("script, style, [style], img")
        assert f"{row['index']:.1f} ({row['index_low']:.1f}–{row['index_high']:.1f})" in html.get_text()
        assert f"rank {row['rank']} ({row['rank_low']}–{row['rank_high']})" in html.get_text()
        (link,) = html.select("a")
        assert link["href"] == f"https://site.example/w/models/{row['model']}/index.html"
        (style,) = html.select("link")
        assert (placed / str(style["href"]).removeprefix("https://site.example/w/")).is_file()


def test_an_oembed_answer_frames_the_card(placed: Path) -> None:
    answers = sorted((placed / "api/v1/oembed").rglob("*.json"))
    assert answers
    for path in answers:
        answer = reading.load(path)
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        frame = BeautifulSoup(answer["html"], "lxml").select_one("iframe")
        assert frame is not None
        assert (frame["width"], frame["height"]) == (str(answer["width"]), str(answer["height"]))
        assert (placed / str(frame["src"]).removeprefix("https://site.example/w/")).is_file()


@pytest.mark.parametrize(
    ("change", "offered"),
    [
        ({}, True),
        ({"reporter": Reporter.SELF_REPORTED}, False),
        ({"version": "2"}, False),
        ({"metric": "cost"}, False),
        ({"model": "shut/door"}, False),
    ],
)
def test_only_independent_headline_results_of_open_models_are_offered(change: dict[str, object], offered: bool) -> None:
    fields = {"benchmark": "gpqa-diamond", "version": "1", "model": "acme/anvil-8b", **change}
    models = (
        model("acme/anvil-8b", repository="Acme/Anvil-8B"),
        model("shut/door", weights=Weights.CLOSED, repository="Shut/Door"),
    )
    made = registry(models, (benchmark("gpqa-diamond"),))
    dataset = replace(small_dataset([result("anvil", 41.2, **fields)]), registry=made)
    files = dict(hub_files(dataset))
    assert bool(files) is offered
    for path, body in files.items():
        assert path == "api/v1/eval_results/acme/anvil-8b.yaml"
        (row,) = yaml.safe_load(body)
        assert row["dataset"] == {"id": "Idavidrein/gpqa", "task_id": "gpqa_diamond"}
        assert row["value"] == 41.2
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["date"])
        assert row["source"]["url"].startswith("https://")


def test_every_task_of_the_hub_has_a_card_with_that_version() -> None:
    for key, task in TASKS.items():
        card = (Path(__file__).parents[2] / f"data/registry/benchmarks/{key}.toml").read_text(encoding="utf-8")
        assert f'id = "{task.version}"' in card
