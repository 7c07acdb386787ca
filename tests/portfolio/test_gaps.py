"""Where there is evidence, and where there is none."""

import fake_evidence as fake
import fake_portfolio as many

from evalcap.portfolio import Portfolio
from evalcap.portfolio.gaps import gap_map

LEARNING = ("training", "learning")


def laid_out(*entries, role="evaluation"):
    return gap_map(Portfolio.of(entries), role)


def test_a_study_stands_under_every_objective_of_its_programme():
    found = laid_out(many.study("a", objectives=(11, 12)))
    assert {place: [e.slug for e in c.studies] for place, c in found.cells.items()} == {
        (11, LEARNING): ["a"],
        (12, LEARNING): ["a"],
    }


def test_an_outcome_with_actions_of_its_own_stands_under_their_objectives_alone():
    found = laid_out(many.study("a", objectives=(11, 12), outcome={"compact": ("4(b)", "4(a)")}))
    assert list(found.cells) == [(4, LEARNING)]


def test_every_type_of_programme_is_laid_out_also_without_any_study():
    assert laid_out().columns == (
        ("training", ""),
        ("document_verification", ""),
        ("reintegration", ""),
    )
    assert laid_out(many.study("a")).columns[0] == LEARNING


def test_a_cell_has_the_highest_grade_of_its_studies():
    grades = [(fake.grade("score", "main", reached),) for reached in (2, 4, 3)]
    found = laid_out(*(many.study(f"s{i}", grades=g) for i, g in enumerate(grades)))
    assert found.cells[11, LEARNING].grade == 4
    assert found.most == 3


def test_demonstrations_have_a_map_of_their_own_without_grades():
    simulated = many.study("d", role="demonstration", reached=None)
    assert laid_out(simulated).cells == {}
    assert laid_out(simulated, role="demonstration").cells[11, LEARNING].grade is None


def test_withdrawn_and_superseded_studies_fill_no_gap():
    old = many.study("old", **many.year(2020))
    new = many.study("new", previous_cycle="old", **many.year(2023))
    gone = many.study("gone", withdrawn=True)
    (cell,) = laid_out(old, new, gone).cells.values()
    assert [entry.slug for entry in cell.studies] == ["new"]
