import pytest

from evalcap.programmes import NAMES, programme


def _columns():
    tables = [table for name in NAMES for table in programme(name).tables]
    return list({column.name: column for table in tables for column in table.columns}.values())


@pytest.mark.parametrize("column", _columns(), ids=lambda column: column.name)
class TestEveryColumn:
    def test_has_a_code_list_only_if_it_is_a_category(self, column):
        assert bool(column.allowed) == (column.type == "category")

    def test_says_where_it_comes_from_in_words_that_end(self, column):
        assert column.source
        assert column.definition.endswith(".")

    def test_has_limits_only_if_it_is_a_number(self, column):
        if column.minimum is not None or column.maximum is not None:
            assert column.type in ("integer", "number")


@pytest.mark.parametrize("name", ["officer", "returnee", "trainer", "enumerator", "request"])
def test_the_keys_of_people_identify_them(name):
    assert {c.identifies for c in _columns() if c.name == name} == {"directly"}


def test_what_was_not_read_in_its_source_is_marked():
    unread = {column.name for column in _columns() if not column.confirmed}
    assert {"months_since_return", "leave_wish_or_need", "database_hits"} <= unread


def test_numbered_columns_are_named_from_01_in_a_blank_file():
    (item,) = (column for column in _columns() if column.name == "item")
    assert [member.name for member in item.members[:2]] == ["item_01", "item_02"]
    assert len(item.members) == 20


def test_a_column_of_its_own_is_its_only_member():
    sex = programme("training").column("sex")
    assert sex.members == (sex,)
