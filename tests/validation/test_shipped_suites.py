import pytest

from evalcap.codelists import default_folder
from evalcap.programmes import NAMES, programme
from evalcap.validation.engine import build
from evalcap.validation.files import suite_files
from evalcap.validation.placeholders import checks
from evalcap.validation.suite import read_rules

# Rules that were set closer than what a cell may hold.
STRICTER = {"age"}


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


# Rules about what is missing look at such rows themselves.
ABOUT_MISSING = ("answered", "missing", "persons_told_apart", "one_of_them_recorded")


@pytest.mark.parametrize("name", NAMES)
def test_rules_of_two_columns_leave_out_rows_where_one_is_missing(name):
    for rule in _rules(name):
        if "column_A" in rule.kwargs or "column_list" in rule.kwargs:
            looks = any(word in rule.type for word in ABOUT_MISSING)
            assert ("missing" in rule.kwargs["ignore_row_if"]) is not looks, rule.id


@pytest.mark.parametrize("name", NAMES)
def test_ranges_forms_and_orders_are_those_of_the_programme(name):
    """Every limit that the schema declares has its rule, with the same numbers."""
    rules = _rules(name)
    columns = {column.name: column for table in programme(name).tables for column in table.columns}
    between = {
        r.kwargs["column"]: r.kwargs for r in rules if r.type.endswith("values_to_be_between")
    }
    coded = {r.kwargs["column"] for r in rules if "value_set" in r.kwargs}
    pairs = {(r.kwargs["column_A"], r.kwargs["column_B"]) for r in rules if "column_A" in r.kwargs}
    asked = {
        tuple(r.kwargs["column_list"]): r.kwargs["asked"] for r in rules if "asked" in r.kwargs
    }
    for column in (column for column in columns.values() if not column.numbered):
        if column.codes is not None:
            assert column.name in coded
        if column.type in ("integer", "number") and {column.minimum, column.maximum} != {None}:
            limits = between[column.name]
            if "rss" not in column.tags and column.name not in STRICTER:
                assert (limits.get("min_value"), limits.get("max_value")) == (
                    column.minimum,
                    column.maximum,
                ), column.name
        if column.not_above:
            assert (column.not_above, column.name) in pairs
        if column.not_below:
            assert (column.name, column.not_below) in pairs
        if column.asked_if is not None:
            given = asked[column.name, column.asked_if.column]
            assert tuple(given) == column.asked_if.values


@pytest.mark.parametrize("name", NAMES)
def test_types_are_left_to_the_programmes_schema(name):
    assert not [rule.id for rule in _rules(name) if "type" in rule.type.removeprefix("expect")]
