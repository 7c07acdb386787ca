import json
from pathlib import Path

import jsonschema
import pytest

from evalcap.study.schema import schemas, write_schemas

PUBLISHED = Path(__file__).parents[2] / "docs" / "schemas"
AGAIN = "write the schemas anew: python -m evalcap.study.schema docs/schemas"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_published_schema_is_the_model_s_own(name):
    published = json.loads((PUBLISHED / name).read_text(encoding="utf-8"))
    assert published == schemas()[name], AGAIN


def test_no_other_schema_is_published():
    assert {f.name for f in PUBLISHED.glob("*.json")} == set(schemas()), AGAIN


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_one(name):
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


def test_schemas_are_written_into_a_folder_of_their_own(tmp_path):
    files = write_schemas(tmp_path / "schemas")
    assert [f.name for f in files] == [
        "evidence.schema.json",
        "lessons.schema.json",
        "register.schema.json",
        "study.schema.json",
        "translation.schema.json",
    ]
    assert json.loads(files[0].read_text())["$schema"].endswith("2020-12/schema")


@pytest.fixture
def validator():
    content = json.loads((PUBLISHED / "evidence.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(content)


@pytest.fixture
def written(desk, quick, plan):  # noqa: ARG001 - without Great Expectations
    more = '[disaggregate]\nby = ["sex"]\n'
    evidence = desk.study(plan(more=more)).run()
    return json.loads(evidence.write(desk.folder / "build").read_text(encoding="utf-8"))


def test_evidence_as_it_is_written_follows_the_published_schema(written, validator):
    assert list(validator.iter_errors(written)) == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda e: e.update(rows=[]),
        lambda e: e.update(schema_version=2),
        lambda e: e["estimates"][0].update(n_units="few"),
        lambda e: e["estimates"][0].update(point=None),
        lambda e: e["subject"].update(role="advertisement"),
        lambda e: e["design"].pop("unit"),
    ],
)
def test_anything_else_does_not(written, validator, edit):
    edit(written)
    assert list(validator.iter_errors(written))
