import pytest

from evalcap.codelists import default_folder
from evalcap.programmes import NAMES, programme
from evalcap.validation.engine import build
from evalcap.validation.files import suite_files
from evalcap.validation.placeholders import checks
from evalcap.validation.suite import read_rules


def _rules(name):
    return read_rules(suite_files(name))


def test_there_is_one_suite_a_programme_type_and_a_common_one():
    files = {path.stem for path in default_folder("expectations").glob("*.yaml")}
    assert files == {"common", *NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_can_be_built(name):
    rules = _rules(name)
    assert set(build(checks(rules, {}))) == {rule.id for rule in rules}


@pytest.mark.parametrize("name", NAMES)
def test_a_suite_asks_only_for_canonical_columns_or_roles(name):
    common = {check.rule.id for check in checks(_rules("common"), {})}
    for check in checks(_rules(name), {}):
        for column in check.columns:
            known = programme(name).column(column) is not None
            assert column.startswith("$") or known or check.rule.id in common, (check.id, column)


@pytest.mark.parametrize("name", NAMES)
def test_code_lists_are_those_of_the_programme(name):
    schema = programme(name)
    for rule in _rules(name):
        if "value_set" in rule.kwargs:
            allowed = schema.column(rule.kwargs["column"]).allowed
            assert tuple(rule.kwargs["value_set"]) == allowed, rule.id


@pytest.mark.parametrize("name", NAMES)
def test_rules_of_two_columns_leave_out_rows_where_one_is_missing(name):
    for rule in _rules(name):
        if "column_A" in rule.kwargs or "column_list" in rule.kwargs:
            assert "missing" in rule.kwargs["ignore_row_if"], rule.id


@pytest.mark.parametrize("name", NAMES)
def test_types_are_left_to_the_programmes_schema(name):
    assert not [rule.id for rule in _rules(name) if "type" in rule.type.removeprefix("expect")]
