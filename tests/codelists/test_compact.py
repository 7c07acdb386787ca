"""Facts about the Compact."""

import pytest

from evalcap.codelists.compact import compact
from evalcap.errors.codelists import UnknownCodeError


def test_there_are_23_objectives_numbered_without_a_gap():
    assert [o.number for o in compact().objectives] == list(range(1, 24))


@pytest.mark.parametrize(
    ("number", "title", "paragraph"),
    [
        (4, "Ensure that all migrants have proof of legal identity and adequate documentation", 20),
        (11, "Manage borders in an integrated, secure and coordinated manner", 27),
        (15, "Provide access to basic services for migrants", 31),
    ],
)
def test_titles_and_paragraphs_are_those_of_the_resolution(number, title, paragraph):
    objective = compact().objective(number)
    assert (objective.title, objective.paragraph) == (title, paragraph)


def test_no_two_objectives_share_a_title():
    assert len({o.title for o in compact().objectives}) == 23


def test_the_ten_principles_run_from_a_to_j():
    assert "".join(p.letter for p in compact().principles) == "abcdefghij"
    assert compact().principle("h").title == "Child-sensitive"


@pytest.mark.parametrize("programme", ["training", "document_verification", "reintegration"])
def test_every_type_of_programme_is_linked_to_objectives_that_exist(programme):
    links = compact().links(programme)
    for action in (*links.primary, *links.supporting):
        compact().objective(int(action.split("(")[0]))


@pytest.mark.parametrize("number", [0, 24, -1])
def test_an_objective_that_does_not_exist_is_refused(number):
    with pytest.raises(UnknownCodeError, match=f"objective of the Compact {number}"):
        compact().objective(number)


def test_the_objectives_have_187_actions_with_these_numbers_each():
    # Counted in the text of the resolution.
    counted = [11, 12, 5, 7, 10, 12, 12, 6, 6, 10, 7, 5, 8, 6, 6, 9, 7, 12, 10, 9, 9, 3, 5]
    assert [o.actions for o in compact().objectives] == counted
    assert sum(o.actions for o in compact().objectives) == 187


def test_an_objective_is_coded_with_its_actions_by_letter():
    assert compact().objective(22).codes == ("22", "22(a)", "22(b)", "22(c)")


def test_codes_that_there_are_pass():
    compact().require_codes(["1", "11(g)", "18(l)"], ["16.9", "16.b.1"])


@pytest.mark.parametrize("code", ["11(h)", "24(a)", "0", "11 (a)", "11(A)", "(a)", ""])
def test_an_action_that_does_not_exist_is_refused(code):
    with pytest.raises(UnknownCodeError, match="of the Compact"):
        compact().require_codes([code], [])


def test_a_target_that_the_list_does_not_hold_is_refused():
    with pytest.raises(UnknownCodeError, match=r"Development Goals '16\.99'"):
        compact().require_codes([], ["16.99"])


def test_a_target_whose_text_was_not_read_has_no_title():
    assert compact().target_title("16.b.1") == ""


def test_every_list_says_where_it_was_read():
    lists = {"objectives", "principles", "round_tables", "programmes", "actions", "sdg"}
    assert set(compact().sources) == lists


def test_a_target_that_the_list_does_not_hold_has_no_title():
    assert compact().target_title("99.9") == ""
    assert compact().target_title("16.9").startswith("By 2030, provide legal identity")


def test_every_action_of_every_objective_has_a_short_label_of_its_own():
    for objective in compact().objectives:
        labels = compact().labels[objective.number]
        assert "".join(labels) == "abcdefghijkl"[: objective.actions]
        assert len(set(labels.values())) == objective.actions
        assert max(map(len, labels.values())) <= 60


def test_an_action_is_labelled_by_its_code():
    assert compact().action_label("4(b)") == "Travel documents to ICAO specifications"
    assert compact().action_label("11") == "Manage borders"
    with pytest.raises(UnknownCodeError):
        compact().action_label("22(d)")


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_action_has_a_label_in_every_language(language):
    codes = [code for o in compact().objectives for code in o.codes if "(" in code]
    labels = [compact().action_label(code, language) for code in codes]
    english = [compact().action_label(code) for code in codes]
    assert len(labels) == sum(o.actions for o in compact().objectives)
    assert not [one for one, other in zip(labels, english, strict=True) if one == other]


def test_the_four_round_tables_share_out_the_objectives():
    shared = sorted(n for table in compact().round_tables for n in table.objectives)
    assert shared == list(range(1, 24))


def test_a_round_table_that_was_not_confirmed_says_what_is_open():
    open_questions = {t.number: t.note for t in compact().round_tables if not t.confirmed}
    assert set(open_questions) == {3, 4}
    assert all(open_questions.values())


def test_indicators_are_told_from_targets():
    kinds = {target.code: target.is_indicator for target in compact().sdg}
    assert kinds["16.9.1"]
    assert not kinds["16.9"]
    assert not kinds["16.b"]


def test_no_target_is_listed_twice():
    codes = [target.code for target in compact().sdg]
    assert len(codes) == len(set(codes))


def test_the_targets_that_name_migration_are_those_of_the_migration_data_portal():
    named = {target.code for target in compact().sdg if target.names_migration}
    assert named == {"4.b", "5.2", "8.7", "8.8", "10.7", "10.c", "16.2", "17.18"}
