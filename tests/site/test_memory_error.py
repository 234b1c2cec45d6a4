"""The error of the memory estimate, against figures whose error was worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.site.synthetic import claim, standing_of, synthetic
from weighbridge.dataset import Dataset
from weighbridge.facts import Fact
from weighbridge.render import fit, memory_error, other_pages
from weighbridge.render.memory import memory_bytes
from weighbridge.render.memory_error import ErrorLine, Miss, errors_of
from weighbridge.render.view import View
from weighbridge.render.writer import Pages


def sized(*figures: tuple[str, float, str]) -> Dataset:
    """A dataset whose open models all have 8 billion parameters; each figure (fact, GB, source) is of one of them."""
    dataset, _ = synthetic()
    opened = [key for key in dataset.registry.models if dataset.is_open(key)]
    count = Fact(8e9, claim("total_parameters", 8e9, "counter"))
    facts = {key: {"total_parameters": count} for key in opened}
    for key, (fact, value, source) in zip(opened, figures, strict=False):
        facts[key][fact] = Fact(value, claim(fact, value, source))
    return replace(dataset, facts=facts)


def lines(dataset: Dataset) -> dict[tuple[str, str, str], ErrorLine]:
    found = errors_of(View(dataset, standing_of(dataset)))
    return {(line.figure, line.source, line.precision): line for line in found}


def test_files_are_compared_with_the_weights() -> None:
    # 8 billion weights at 5 bits are 5 GB: 5.0 is met, 4.0 missed by a quarter, 10.0 by half.
    found = lines(sized(*(("file_size_4_bit_gb", size, "files") for size in (5.0, 4.0, 10.0))))
    (line,) = found.values()
    assert (line.figure, line.source, line.precision) == ("Size of the files", "files", "4-bit")
    assert (line.models, line.middle, line.half, line.most) == (3, "0.0", "25.0", "50.0")
    assert line.worst_error == "\u221250"
    assert line.worst.stated == 10e9
    assert line.worst.why == "the figure is 10.0 bits a parameter, assumed are 5"


def test_gpu_memory_is_compared_with_the_whole_estimate() -> None:
    # 16 GB of weights, 0.8 GB and 1 GB of runtime, 131,072 bytes for each of 8,192 tokens: 18.874 GB.
    assert memory_bytes(8e9, 16, 8192) == pytest.approx(18.873741824e9)
    (line,) = lines(sized(("gpu_memory_16_bit_gb", 20.0, "server"))).values()
    assert (line.models, line.middle) == (1, "\u22125.6")
    assert line.worst.why == "beyond the weights the figure has 4.0 GB, the estimate 2.9 GB"
    (line,) = lines(sized(("gpu_memory_16_bit_gb", 12.0, "server"))).values()
    assert line.middle == "+57.3"
    assert line.worst.why == "the figure is 12.0 bits a parameter, assumed are 16"


def test_a_source_is_not_measured_against_itself() -> None:
    found = lines(sized(("file_size_16_bit_gb", 16.0, "counter"), ("gpu_memory_16_bit_gb", 20.0, "counter")))
    assert list(found) == [("Least GPU memory", "counter", "16-bit")]


def test_each_precision_and_source_has_its_line_in_order() -> None:
    found = lines(
        sized(
            ("gpu_memory_8_bit_gb", 10.0, "server"),
            ("file_size_4_bit_gb", 5.0, "files"),
            ("file_size_16_bit_gb", 16.0, "files"),
            ("file_size_16_bit_gb", 17.0, "a-hub"),
        )
    )
    assert [key[1:] for key in found] == [
        ("a-hub", "16-bit"),
        ("files", "16-bit"),
        ("files", "4-bit"),
        ("server", "8-bit"),
    ]


def test_closed_models_and_those_of_unknown_size_are_left_out() -> None:
    dataset = sized(("file_size_4_bit_gb", 5.0, "files"))
    key = next(key for key, facts in dataset.facts.items() if len(facts) == 2)
    size = dataset.facts[key]["file_size_4_bit_gb"]
    closed = next(key for key in dataset.registry.models if not dataset.is_open(key))
    count = dataset.facts[key]["total_parameters"]
    assert not lines(replace(dataset, facts={key: {"file_size_4_bit_gb": size}}))
    assert not lines(replace(dataset, facts={closed: {"file_size_4_bit_gb": size, "total_parameters": count}}))


@pytest.mark.parametrize(("count", "most"), [(1, 0), (9, 8), (10, 8), (11, 9), (20, 17)])
def test_nine_in_ten_are_within(count: int, most: int) -> None:
    line = next(iter(View(*synthetic()).models.values()))
    misses = [Miss(line, "file_size", "4-bit", 5.0, "files", 8e9, 100e9, (100 + n) * 1e9) for n in range(count)]
    assert memory_error._line(View(*synthetic()), misses, stale=False).most == f"{most}.0"


def test_both_pages_tell_it(tmp_path: Path) -> None:
    dataset = sized(("file_size_4_bit_gb", 4.0, "held"))
    pages = Pages(View(dataset, standing_of(dataset)), tmp_path, base_url=None, data_version="t")
    fit.write(pages)
    other_pages.write(pages)
    for path in ("fit/index.html", "method/index.html"):
        soup = BeautifulSoup((tmp_path / path).read_text(encoding="utf-8"), "lxml")
        row = soup.select_one("table.off tbody tr")
        assert row is not None
        assert [cell.get_text() for cell in row.select("td")[:5]] == ["4-bit", "1", "+25.0", "25.0", "25.0"]
        assert row.select_one("th sup") is not None, "the catalogue is held"
        link = row.select_one("td a")
        assert link is not None
        assert str(link["href"]).startswith("../models/")
