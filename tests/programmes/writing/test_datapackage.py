"""The rules are those of Table Schema and Tabular Data Package, version 1."""

import jsonschema
import pytest

from evalcap.programmes import NAMES, programme
from evalcap.programmes.writing.datapackage import data_package

ORDERED = {"integer", "number", "date", "datetime"}
TYPES = {"string", "boolean", *ORDERED}
CONSTRAINTS = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "required": {"type": "boolean"},
        "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
        "minimum": {"type": "number"},
        "maximum": {"type": "number"},
        "pattern": {"type": "string"},
    },
}
KEY = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}}
FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {
        "name": {"type": "string"},
        "type": {"enum": sorted(TYPES)},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "constraints": CONSTRAINTS,
        "trueValues": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "falseValues": {"type": "array", "minItems": 1, "items": {"type": "string"}},
    },
}
FOREIGN_KEY = {
    "type": "object",
    "required": ["fields", "reference"],
    "properties": {
        "fields": KEY,
        "reference": {"type": "object", "required": ["resource", "fields"]},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["fields"],
    "properties": {
        "fields": {"type": "array", "minItems": 1, "items": FIELD},
        "primaryKey": KEY,
        "foreignKeys": {"type": "array", "minItems": 1, "items": FOREIGN_KEY},
        "missingValues": {"type": "array", "items": {"type": "string"}},
    },
}
RESOURCE = {
    "type": "object",
    "required": ["profile", "name", "path", "schema"],
    "properties": {
        "profile": {"const": "tabular-data-resource"},
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        # Neither absolute nor out of the package's folder.
        "path": {"type": "string", "pattern": r"^(?=^[^./~])(^((?!\.{2}).)*$).*$"},
        "schema": SCHEMA,
    },
}
PACKAGE = {
    "type": "object",
    "required": ["profile", "resources"],
    "properties": {
        "profile": {"const": "tabular-data-package"},
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
    },
}


def _field(package, resource, name):
    fields = package["resources"][resource]["schema"]["fields"]
    return next(field for field in fields if field["name"] == name)


@pytest.mark.parametrize("name", NAMES)
class TestEveryProgramme:
    def test_is_a_tabular_data_package(self, name):
        jsonschema.Draft202012Validator(PACKAGE).validate(data_package(programme(name)))

    def test_gives_each_table_its_columns_in_order(self, name):
        for resource, table in zip(
            data_package(programme(name))["resources"], programme(name).tables, strict=True
        ):
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert fields == [member.name for c in table.columns for member in c.members]
            assert len(set(fields)) == len(fields)

    def test_has_keys_among_its_fields(self, name):
        schemas = {r["name"]: r["schema"] for r in data_package(programme(name))["resources"]}
        fields = {table: {f["name"] for f in schema["fields"]} for table, schema in schemas.items()}
        for table, schema in schemas.items():
            assert set(schema["primaryKey"]) <= fields[table]
            for key in schema.get("foreignKeys", []):
                assert set(key["fields"]) <= fields[table]
                assert set(key["reference"]["fields"]) <= fields[key["reference"]["resource"]]

    def test_limits_only_fields_whose_type_has_such_limits(self, name):
        for resource in data_package(programme(name))["resources"]:
            for field in resource["schema"]["fields"]:
                limits = set(field.get("constraints", {}))
                assert not limits & {"minimum", "maximum"} or field["type"] in ORDERED
                assert "pattern" not in limits or field["type"] == "string"


def test_a_category_becomes_text_with_a_list_and_says_what_it_is(clinic):
    assert _field(data_package(clinic), 0, "back") == {
        "name": "back",
        "type": "string",
        "title": "Back",
        "description": "Back.",
        "constraints": {"enum": ["none", "some"]},
        "source": "a book",
        "confirmed": True,
        "identifies": "no",
        "sensitive": False,
    }


def test_yes_and_no_are_read_as_1_and_0(clinic):
    field = _field(data_package(clinic), 0, "agrees")
    assert (field["trueValues"], field["falseValues"]) == (["1"], ["0"])


def test_a_link_leads_to_a_table_of_the_package_or_is_left_out(clinic):
    key = {"fields": ["doctor"], "reference": {"resource": "doctors", "fields": ["doctor"]}}
    assert data_package(clinic)["resources"][0]["schema"]["foreignKeys"] == [key]
    alone = data_package(clinic.only(["visits"]))["resources"][0]["schema"]
    assert "foreignKeys" not in alone


def test_columns_that_link_to_one_table_are_one_key():
    answers = data_package(programme("document_verification"))["resources"][3]
    (key,) = answers["schema"]["foreignKeys"]
    assert key["fields"] == ["officer", "test"]
