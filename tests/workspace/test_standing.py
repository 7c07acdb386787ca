from datetime import date

import pytest
from fake_studies import write_study


def quiet(_line):
    pass


def standing(workspace, slug="north"):
    return {s.slug: s for s in workspace.status()}[slug]


def test_a_study_that_was_never_built_is_to_be_built(workspace):
    found = standing(workspace)
    assert found.state == "to be built"
    assert found.built is None
    assert found.role == "evaluation"


def test_looking_builds_nothing(workspace):
    workspace.status()
    assert not (workspace.root / "build").exists()


def test_a_built_study_is_up_to_date(workspace):
    workspace.build(log=quiet)
    found = standing(workspace)
    assert found.state == "up to date"
    assert found.built is not None


def test_a_changed_study_is_to_be_built_and_says_why(workspace):
    workspace.build(log=quiet)
    write_study(workspace.root, "north", point=3.5)
    assert standing(workspace).detail == "study.toml changed"


@pytest.mark.parametrize("earlier", [True, False])
def test_a_failed_study_says_what_is_wrong(workspace, earlier):
    if earlier:
        workspace.build(log=quiet)
    write_study(workspace.root, "north", fail="missing")
    workspace.build(log=quiet)
    found = standing(workspace)
    said = "the last build failed: There is no file 'data.csv'."
    assert (found.state, found.detail) == ("failed", said)
    assert (found.built is not None) == earlier


def test_a_study_that_cannot_be_read_does_not_hide_the_others(workspace):
    (workspace.root / "studies" / "BAD NAME").mkdir()
    (workspace.root / "studies" / "BAD NAME" / "study.toml").write_text("")
    assert standing(workspace, "BAD NAME").state == "cannot be read"
    assert standing(workspace).state == "to be built"


def test_a_study_that_waits_for_data_says_since_when(workspace):
    write_study(workspace.root, "north", due=date(2020, 1, 31))
    workspace.build(log=quiet)
    found = standing(workspace)
    assert found.due == date(2020, 1, 31)
    assert "due since 2020-01-31" in found.detail
    assert found.overdue


def test_nothing_is_awaited_of_a_study_whose_next_cycle_has_come(workspace):
    write_study(workspace.root, "north", due=date(2020, 1, 31))
    write_study(workspace.root, "south", previous_cycle="north")
    report = workspace.build(log=quiet)
    found = standing(workspace)
    assert not found.overdue
    assert found.notes == ("its next cycle is south",)
    assert "due since" not in str(report)


def test_answers_that_are_late_are_named(workspace):
    lessons = """\
[[lessons]]
id = "a"
title = "A"
context = "C"
cause = "C"
effect = "E"
therefore = "T"
polarity = "null"
evidence = ["score/main"]

[[recommendations]]
id = "r1"
text = "Do it."
lessons = ["a"]
[recommendations.response]
response = "accepted"
action = "It is done"
owner = "Unit"
due = 2020-01-31
status = "under_way"
"""
    (workspace.root / "studies" / "north" / "lessons.toml").write_text(lessons, encoding="utf-8")
    assert standing(workspace).late == ("recommendation r1 was to be done by 2020-01-31",)
    assert standing(workspace, "south").late == ()


def test_a_report_that_was_withdrawn_is_told_to_be(workspace):
    workspace.build(log=quiet)
    assert "its report was withdrawn" not in standing(workspace).notes
    workspace.amend("north", "withdrawn", reason="A source was counted twice.", log=quiet)
    assert "its report was withdrawn" in standing(workspace).notes
    assert "its report was withdrawn" not in standing(workspace, "south").notes
