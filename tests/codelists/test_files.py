"""The files of lists that ship with the library."""

import pytest

from evalcap.codelists.files import read_list

EXCHANGE = ("compact", "actions", "sdg", "criteria", "iati", "hub", "acronyms")


@pytest.mark.parametrize("name", EXCHANGE)
def test_a_list_has_a_version(name):
    assert read_list(name)["version"] >= 1


@pytest.mark.parametrize("name", ["criteria", "iati", "acronyms"])
def test_a_list_says_where_it_was_read(name):
    assert read_list(name)["source"]


@pytest.mark.parametrize("part", ["rules", "practice", "resource"])
def test_each_part_of_the_hub_s_forms_says_where_it_was_read_and_whether_it_was_seen(part):
    assert read_list("hub")[part]["source"]
    assert isinstance(read_list("hub")[part]["confirmed"], bool)


def test_a_list_is_read_whole_by_its_name():
    assert read_list("acronyms")["en"]["ICAO"] == "International Civil Aviation Organization"
