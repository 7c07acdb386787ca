from collections import defaultdict

import pytest

from evalcap.programmes import NAMES, programme


def _columns(name):
    return [column for table in programme(name).tables for column in table.columns]


def test_a_column_is_found_by_its_name():
    score = programme("reintegration").column("composite_score")
    assert (score.type, score.unit) == ("number", "share")


def test_a_name_that_is_not_canonical_is_not_found():
    assert programme("training").column("fcode") is None


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_once_in_a_programme(name):
    names = [column.name for column in _columns(name)]
    assert len(names) == len(set(names))


def test_a_column_shared_by_programmes_is_the_same_in_each():
    shapes = defaultdict(set)
    for name in NAMES:
        for column in _columns(name):
            shapes[column.name].add((column.type, column.unit, column.allowed, column.identifies))
    assert {name for name, shape in shapes.items() if len(shape) > 1} == set()


@pytest.mark.parametrize("name", NAMES)
def test_only_categories_have_code_lists(name):
    for column in _columns(name):
        assert bool(column.allowed) == (column.type == "category"), column.name


@pytest.mark.parametrize("name", NAMES)
def test_the_keys_of_people_identify_them(name):
    people = [c for c in _columns(name) if c.name in ("officer", "returnee")]
    assert people
    assert all(column.identifies == "directly" for column in people)


def test_what_was_not_read_in_its_source_is_marked():
    unread = {c.name for name in NAMES for c in _columns(name) if not c.confirmed}
    assert "months_since_return" in unread
