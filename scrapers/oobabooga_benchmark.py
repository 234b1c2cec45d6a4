"""oobabooga's benchmark: 48 private questions put to quantised files of open-weight models."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from weighbridge.readers.pages import cell_text, soup_of
from weighbridge.readers.structured import scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

PAGE = "https://oobabooga.github.io/benchmark.html"
HEADERS = (
    ["Score", "Model", "Parameters", "Size (GB)", "Loader", "Additional info"],
    ["Score", "Model", "Size", "Loader", "Additional info"],
    ["Score", "Model", "Size", "Loader", "Additional Options"],
)
SCORE = re.compile(r"(?P<right>\d+)/(?P<of>48)")
# A file's name ends with its quantisation: "Qwen3-235B-A22B.i1-IQ3_M", "exl2_6.0bpw", "6.0bpw-h6-exl2", "AWQ-INT4".
QUANTISED = re.compile(
    r"(?P<stem>.{1,200}?)[-._](?P<precision>(?:i1-|UD-)?I?Q\d(?:_[A-Z0-9]{1,8}){0,4}(?:-(?:f(?:p?16|32)|Q8))?|B?F(?:P|LOAT)?(?:16|32)|EXL[23]-[\d.]{1,8}b"
    r"|exl[23](?:_[\d.]{1,8}(?:bpw)?(?:_\w{1,40})?)?|[\d.]{1,8}bpw-h\d-exl2|AWQ(?:-INT4)?|GPTQ|AQLM-\w{1,40}-\w{1,40}|bnb-4bit|(?:[\d.]{1,8}|4)bit)(?:-HF)?",
    re.IGNORECASE,
)
QUANTISERS = {"turboderp", "LoneStriker", "TheBloke", "bartowski", "ISTA-DASLab", "hugging-quants"} | {
    "Dracones",
    "unsloth",
    "oobabooga",
}
FULL_RESPONSE = re.compile(r"- Breaking the rules and allowing the model to generate a full response.*")


class OobaboogaBenchmark(Source):
    id = "oobabooga-benchmark"
    title = "oobabooga benchmark"
    home = PAGE
    maintainer = "oobabooga"
    licence = Licence("none stated", "oobabooga benchmark (oobabooga.github.io)", PAGE)
    reach = (PAGE,)
    cadence_days = 400
    status = "frozen"
    status_since = date(2026, 4, 14)
    reporter = Reporter.INDEPENDENT
    problems = (
        "48 questions: one of them is two per cent.",
        "Answers are read off the probabilities without thinking, except where a full response is marked.",
        "Where two rows contradict each other and nothing tells them apart, neither is taken.",
    )
    expect = Expect(50, 3_000, fill={"loader": 1.0, "precision": 0.6})
    boards = (Board("quants", PAGE, PAGE, "oobabooga-benchmark", "1", "correct", expect),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row a file: the model, how it was quantised and by which loader it was run."""
        document = documents["main"]
        tables = soup_of(document).find_all("table")
        if len(tables) != 1:
            raise ParseError(f"{document.url}: expected one table, met {len(tables)}")
        header = [cell_text(cell) for cell in tables[0].find_all("th")]
        if header not in HEADERS:
            raise ParseError(f"{document.url}: the columns are {', '.join(header)[:120]}; the table has changed")
        found: dict[tuple[str, ...], list[SourceRow]] = defaultdict(list)
        for number, line in enumerate(tables[0].find_all("tr")[1:], 1):
            cells = [cell_text(cell) for cell in line.find_all("td")]
            if len(cells) <= 1:
                continue  # a line drawn between the scores
            score = SCORE.fullmatch(cells[0])
            if len(cells) != len(header) or score is None:
                raise ParseError(f"{document.url} row {number}: expected a score of 48, met {' | '.join(cells)[:80]}")
            name, settings = _name_and_settings(cells[1], cells[-2], cells[-1])
            row = board.row(
                name,
                scaled(int(score["right"]) / int(score["of"]), 100),
                f"row {number}: {cells[1]}",
                settings=settings,
                n=int(score["of"]),
            )
            found[row.key()].append(row)
        for rows in found.values():
            if len({row.value for row in rows}) == 1:
                yield rows[0]


def _name_and_settings(file: str, loader: str, info: str) -> tuple[str, dict[str, str]]:
    settings = {"loader": loader}
    quantised = QUANTISED.fullmatch(file)
    name = quantised["stem"] if quantised else file
    if quantised:
        settings["precision"] = quantised["precision"]
    owner, underscore, rest = name.partition("_")  # a folder's name for owner/name
    if underscore and owner in QUANTISERS:
        name, settings["quantised_by"] = rest, owner
    elif rest[:1].isalpha():
        name = f"{owner}/{rest}"
    info = info.removeprefix("[link]").strip()
    if FULL_RESPONSE.search(info):
        settings["answer"], info = "full response", FULL_RESPONSE.sub("", info)
    for stated, key, value in (
        ("enable_thinking=False", "thinking", "off"),
        ("--load-in-8bit", "precision", "8bit"),
        ("--load-in-4bit", "precision", "4bit"),
    ):
        if stated in info:
            settings[key], info = value, info.replace(stated, "")
    info = info.strip(" ,;")
    if info:
        settings["prompt" if info.endswith("template.") else "options"] = info.rstrip(".")
    return name, settings
