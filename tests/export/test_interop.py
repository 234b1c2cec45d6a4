"""The descriptions for other tools say what the files are; their own validators agree where they are installed."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from tests.export import reading
from weighbridge.export.about import DESCRIPTION, KEYWORDS, OWN_LICENCE, TITLE
from weighbridge.export.tables import SHAPES


def test_the_data_package_describes_every_csv_file(public: Path) -> None:
    package = reading.load(public / "api/v1/datapackage.json")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert {resource["path"] for resource in package["resources"]} == {
        path.name for path in (public / "api/v1").glob("*.csv")
    }
    names = {resource["name"] for resource in package["resources"]}
    for resource in package["resources"]:
        body = (public / "api/v1" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(body), f"sha256:{hashlib.sha256(body).hexdigest()}")
        header = body.split(b"\r\n")[0].decode().split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])
        for key in resource["schema"].get("foreignKeys", ()):
            assert key["reference"]["resource"] in names


def test_croissant_describes_every_parquet_file(public: Path) -> None:
    described = reading.load(public / "api/v1/croissant.json")
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    files = {file["@id"]: file for file in described["distribution"]}
    assert files.keys() == {path.name for path in (public / "api/v1").glob("*.parquet")}
    for name, file in files.items():
        body = (public / "api/v1" / name).read_bytes()
        assert (file["contentSize"], file["sha256"]) == (f"{len(body)} B", hashlib.sha256(body).hexdigest())
    for record in described["recordSet"]:
        names = pq.read_schema(public / f"api/v1/{record['@id']}.parquet").names
        assert [field["source"]["extract"]["column"] for field in record["field"]] == names
        assert [key["@id"].partition("/")[2] for key in record.get("key", ())] == list(SHAPES[record["@id"]].key)


def test_addresses_are_absolute_where_the_site_is_known(placed: Path) -> None:
    described = reading.load(placed / "api/v1/croissant.json")
    assert described["url"] == "https://site.example/w/"
    assert described["distribution"][0]["contentUrl"].startswith("https://site.example/w/api/v1/")
    assert reading.load(placed / "api/v1/datapackage.json")["homepage"] == "https://site.example/w/"


def test_frictionless_finds_the_package_valid(public: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(public / "api/v1/datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])[:5]


def test_mlcroissant_finds_the_description_valid_and_reads_it(public: Path, caplog: pytest.LogCaptureFixture) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    with caplog.at_level(logging.WARNING):
        dataset = mlcroissant.Dataset(jsonld=str(public / "api/v1/croissant.json"))
    assert not dataset.metadata.issues.errors
    assert [record.message for record in caplog.records] == []
    rows = list(dataset.records("results"))
    assert len(rows) == 8


def test_the_citation_file_says_what_every_description_says() -> None:
    cited = yaml.safe_load((Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "dataset")
    assert (cited["title"], cited["abstract"]) == (TITLE, DESCRIPTION)
    assert (cited["license"], tuple(cited["keywords"])) == (OWN_LICENCE.id, KEYWORDS)
    assert cited["message"]
    assert cited["authors"] == [{"name": "Weighbridge"}]
