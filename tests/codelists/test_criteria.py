"""The evaluation criteria."""

from evalcap.codelists.criteria import CRITERIA, criterion_title
from evalcap.codelists.files import read_list


def test_the_names_are_the_six_of_the_list_in_its_order():
    assert list(CRITERIA) == [entry["name"] for entry in read_list("criteria")["criteria"]]
    assert len(CRITERIA) == 6


def test_a_criterion_has_a_title():
    assert criterion_title("sustainability") == "Sustainability"
