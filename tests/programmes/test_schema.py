from collections import defaultdict

import pytest

from evalcap.programmes import NAMES, programme

# What the simulated programmes and the studies that ship with the library call their columns.
IN_USE = {
    "training": "officer border_post country sex age rank wave timepoint trained_from score",
    "document_verification": "border_post region country month scanner_from traffic "
    "documents_examined referred detections",
    "reintegration": "returnee community country sex age_group wave assistance assisted_from "
    "economic_score social_score psychosocial_score composite_score",
}


def _tables():
    return [table for name in NAMES for table in programme(name).tables]


def test_a_column_is_found_by_its_name():
    score = programme("reintegration").column("composite_score")
    assert (score.type, score.unit) == ("number", "share")


def test_a_name_that_is_not_canonical_is_not_found():
    assert programme("training").column("fcode") is None


def test_a_question_of_a_test_is_found_by_its_number():
    column = programme("training").column("item_7")
    assert (column.name, column.label.fr) == ("item_7", "Points à la question 7")
    assert programme("training").column("item") is None


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_of_simulated_programmes_are_canonical(name):
    assert [used for used in IN_USE[name].split() if programme(name).column(used) is None] == []


@pytest.mark.parametrize("table", _tables(), ids=lambda table: table.name)
def test_a_name_stands_once_in_a_table(table):
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))


def test_a_column_means_the_same_in_every_table_and_programme():
    meanings = defaultdict(set)
    for table in _tables():
        for column in table.columns:
            meanings[column.name].add(column.model_copy(update={"required": False}))
    assert {name for name, meaning in meanings.items() if len(meaning) > 1} == set()


@pytest.mark.parametrize("table", _tables(), ids=lambda table: table.name)
def test_keys_and_links_are_columns_of_the_table(table):
    names = {column.name for column in table.columns}
    assert table.key
    assert {*table.key, *table.links} <= names


@pytest.mark.parametrize("name", NAMES)
def test_a_link_leads_to_a_table_that_has_the_column(name):
    tables = {table.name: table for table in programme(name).tables}
    for table in tables.values():
        for column, target in table.links.items():
            assert column in {c.name for c in tables[target].columns}
