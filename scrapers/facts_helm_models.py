"""HELM's file of models: maker, access, date of release and parameters, by HELM's own name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.catalogues import date_in, facts_of, positive
from weighbridge.readers.structured import Fields, yaml_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DATA = "https://raw.githubusercontent.com/stanford-crfm/helm/main/src/helm/config/model_metadata.yaml"
PAGE = "https://github.com/stanford-crfm/helm"
ACCESS = {"open": "open", "limited": None, "closed": None}  # limited is what HELM itself could reach
LANGUAGE = ("TEXT_MODEL_TAG", "VISION_LANGUAGE_MODEL_TAG", "CODE_MODEL_TAG")


class HelmModels(FactSource):
    id = "helm-models"
    title = "HELM model metadata"
    home = PAGE
    maintainer = "Stanford CRFM"
    licence = Licence("Apache-2.0", "HELM, Stanford CRFM", f"{PAGE}/blob/main/LICENSE")
    reach = (DATA,)
    cadence_days = 200
    problems = (
        "Names of served copies (FP8, turbo) stand for the model; they tell of that copy only.",
        "Parameters of packed repositories are copied from the Hub's wrong count; a few rows are copied slips.",
    )
    boards = (Board("models", DATA, PAGE, expect=Expect(min_rows=1_000, max_rows=20_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each model of language; a name that stands twice is read once, one without tags is passed over."""
        seen: set[str] = set()
        for number, entry in enumerate(Fields(yaml_of(documents["main"]), "file").items("models")):
            model = Fields(entry, f"models/{number}")
            name, access, tags = model.text("name"), model.text("access"), model.maybe("tags") or []
            if access not in ACCESS:
                raise ParseError(f"{model.where}: access {access[:40]!r} is not known")
            if name in seen or name.startswith("simple/") or not any(tag in tags for tag in LANGUAGE):
                continue
            seen.add(name)
            released = model.maybe("release_date")
            facts = {
                "released": date_in(released.isoformat() if isinstance(released, date) else released, model.where),
                "developer": model.text("creator_organization_name"),
                "weights": ACCESS[access],
                "total_parameters": positive(model.maybe_number("num_parameters")),
            }
            yield from facts_of(name, None, facts, f"{model.where} {name}")
