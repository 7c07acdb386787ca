"""What can be taken elsewhere from the studies of this repository."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from evalcap.compact import Entry, write_compact, write_study_files
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons

ROOT = Path(__file__).parents[2]
SLUGS = sorted(folder.name for folder in (ROOT / "studies").iterdir())


def entry(slug):
    folder = ROOT / "studies" / slug
    return Entry(Evidence.read(folder / "accepted"), Lessons.read(folder))


@pytest.mark.parametrize("slug", SLUGS)
def test_only_the_demonstration_has_more_than_a_card(tmp_path, slug):
    study = entry(slug)
    files = {f.name for f in write_study_files(study.evidence, study.lessons, tmp_path)}
    more = (
        {"iati.xml", "practice.html", "practice.docx"} if study.role == "demonstration" else set()
    )
    assert files == {"resource-card.json", *more}


def test_the_results_of_the_demonstration_follow_the_official_schema(tmp_path):
    study = entry("document-checks-demo")
    write_study_files(study.evidence, study.lessons, tmp_path)
    schema = ROOT / "tests" / "compact" / "iati-2.03" / "iati-activities-schema.xsd"
    tree = etree.parse(tmp_path / "iati.xml")
    etree.XMLSchema(etree.parse(schema)).assertValid(tree)
    (effect,) = tree.xpath("//actual[not(dimension)][contains(comment, 'Strength')]/@value")
    assert float(effect) == pytest.approx(study.evidence.headlines()[0].point, rel=1e-9)


def test_the_register_follows_its_published_schema(tmp_path):
    write_compact([entry(slug) for slug in SLUGS], to=tmp_path)
    schema = json.loads((ROOT / "docs/schemas/register.schema.json").read_text(encoding="utf-8"))
    register = json.loads((tmp_path / "lessons.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(register)) == []
    assert {row["role"] for row in register["lessons"]} == {"demonstration"}
