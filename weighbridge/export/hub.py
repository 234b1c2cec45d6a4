"""Proposals for ``.eval_results/`` of models on the Hugging Face Hub, for people to read and to offer there.

The Hub shows a score only for a dataset that is registered there as a benchmark, under the id of a task of it. Only
benchmarks whose two ids its documentation states are in the table; nothing is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from weighbridge.dataset import Dataset
from weighbridge.export.output import API
from weighbridge.schema import Reporter, Result


@dataclass(frozen=True)
class Task:
    """A benchmark as the Hub knows it, for one version of ours."""

    dataset: str
    task: str
    version: str


# https://huggingface.co/docs/hub/eval-results, "Adding Evaluation Results".
TASKS = {"gpqa-diamond": Task("Idavidrein/gpqa", "gpqa_diamond", "1")}


def hub_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Path from the root of the site and bytes: one YAML file for each open-weight model with a repository there."""
    for model, results in sorted(dataset.by_model.items()):
        if dataset.model(model).repository is None or not dataset.is_open(model):
            continue
        rows = [_row(dataset, result) for result in results if _offered(dataset, result)]
        if rows:
            rows.sort(key=lambda row: (str(row["dataset"]), str(row["notes"]), str(row["source"])))
            body = yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=120)
            yield f"{API}/eval_results/{model}.yaml", body.encode()


def _offered(dataset: Dataset, result: Result) -> bool:
    task = TASKS.get(result.benchmark)
    return (
        task is not None
        and result.current
        and result.reporter is Reporter.INDEPENDENT
        and result.version == task.version
        and result.metric == dataset.card(result.benchmark).headline
    )


def _row(dataset: Dataset, result: Result) -> dict[str, object]:
    task, source = TASKS[result.benchmark], dataset.source_by_id[result.evidence.source].source
    unit = dataset.card(result.benchmark).metrics[result.metric].unit.value
    day = result.measured_on or result.value_since.date()
    return {
        "dataset": {"id": task.dataset, "task_id": task.task},
        "value": result.value,
        "date": day.isoformat(),
        "source": {"url": result.evidence.page, "name": source.title},
        "notes": f"{unit}; {result.variant.label()}; ticket {result.id}",
    }
