"""The data set in words: title, description, terms. Every description of it, for people or programs, says the same."""

from __future__ import annotations

from weighbridge.export.documents import Licence

NAME = "weighbridge"
TITLE = "Weighbridge: evaluations of open-weight language models"
DESCRIPTION = (
    "Public benchmark results of language models in one schema, each with its evidence: who measured it, where it is "
    "published, when it was read, and the hash of the bytes it was read from. Missing is missing, never 0."
)
KEYWORDS = ("language models", "benchmarks", "evaluation", "leaderboard", "open weights")

OWN_LICENCE = Licence(
    id="CC-BY-4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
    applies_to="What we add: the registry, the benchmark cards, the resolution of names, the ranking.",
)
LICENCES = (
    OWN_LICENCE,
    Licence(
        id="per source",
        url=None,
        applies_to="Each number and fact: the terms and the credit of its source, in the column `licence` of results "
        "and in the table `sources`. `none stated`: the source publishes without a licence.",
    ),
)
