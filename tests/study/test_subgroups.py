import numpy as np
import pandas as pd
import pytest

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.privacy.disclosure import Rules
from evalcap.study.plan import DisaggregateSection
from evalcap.study.publication import Publication
from evalcap.study.reading import read_plan
from evalcap.study.subgroups import subgroup_records

PEOPLE, PLACES = (Publication(people=people, rules=Rules()) for people in (True, False))


@pytest.fixture
def groups(desk, plan, frame):
    """Repeat the primary analysis by columns of a frame."""
    scores = frame.rename(columns={"Test score": "score"})

    def found(*by, edit=lambda f: f, publication=PEOPLE, more="", **options):
        read = read_plan(desk.write(plan(more=more)))
        read = read.model_copy(update={"disaggregate": DisaggregateSection(by=by)})
        section = read.analyses[0].model_copy(update=options)
        return subgroup_records(edit(scores.copy()), read, section, publication)

    return found


def test_a_large_group_gets_its_own_estimate(groups):
    female, _ = groups("sex", publication=PLACES)
    assert (female.key, female.level) == ("score/group_time/sex=female", "female")
    # 11 trained and 16 other women; their changes average 2 plus a fraction, plus 5.
    assert female.n_units == 27
    assert female.point == pytest.approx(5, abs=0.2)
    assert female.conf_low < female.point < female.conf_high
    assert female.reason == ""


def test_a_group_with_few_people_in_one_arm_is_withheld_and_says_why(groups):
    _, male = groups("sex")
    assert male.level == "male"
    assert (male.point, male.conf_low, male.conf_high) == (None, None, None)
    assert (male.n_units, male.reason) == (9, "fewer than 10 units in one arm")


def test_a_group_is_withheld_as_well_if_a_smaller_one_could_be_worked_out_from_it(groups):
    female, _ = groups("sex")
    assert (female.n_units, female.point) == (27, None)
    assert female.reason == "a smaller group could be worked out from it"


def test_of_several_groups_the_smallest_is_withheld_beside_a_small_one(groups):
    def three_lines(frame):
        thrice = [frame.assign(officer=frame["officer"] + end) for end in "xyz"]
        everybody = pd.concat(thrice, ignore_index=True)
        number = everybody["officer"].str[1:3].astype(int)
        second = (number % 2 == 1) | (number == 34)
        line = np.where(number.isin([0, 1, 15, 16]), "first", np.where(second, "second", "third"))
        return everybody.assign(line=line)

    first, second, third = groups("line", edit=three_lines)
    # Six of the trained are in the first line; the third line is smaller than the second.
    assert (first.n_units, first.reason) == (12, "fewer than 10 units in one arm")
    assert (third.n_units, third.reason) == (45, "a smaller group could be worked out from it")
    assert (second.n_units, second.reason) == (51, "")
    assert second.point is not None


def test_people_without_an_outcome_do_not_make_a_group_larger(groups):
    def lose(frame):
        return frame.assign(score=frame["score"].where(~frame["officer"].isin(["O01", "O02"])))

    female, _ = groups("sex", edit=lose)
    assert (female.n_units, female.reason) == (25, "fewer than 10 units in one arm")


def test_columns_are_taken_one_after_the_other_and_levels_in_order(groups):
    found = groups("region", "sex")
    assert [r.level for r in found] == ["north", "south", "female", "male"]


def test_rows_without_a_level_are_in_no_group(groups):
    found = groups("sex", edit=lambda f: f.assign(sex=f["sex"].where(f["sex"] == "female")))
    assert [r.level for r in found] == ["female"]


def test_only_rows_of_the_analysis_are_grouped(groups):
    found = groups("region", where={"sex": ("female",)})
    north = next(r for r in found if r.level == "north")
    assert north.reason == "fewer than 10 units in one arm"  # 7 of the trained women


def test_few_organisations_are_withheld_by_estimate_but_counted(groups):
    _, male = groups("sex", publication=PLACES)
    assert (male.n_units, male.point) == (9, None)


def test_units_treated_later_are_a_comparison_where_the_analysis_says_so(groups):
    def all_in_the_end(frame):
        first = frame["trained_from"].notna()
        return frame.assign(place="x", trained_from=np.where(first, 2, 3))

    (never,) = groups("place", edit=all_in_the_end)
    assert (never.point, never.reason) == (None, "fewer than 10 units in one arm")
    (later,) = groups("place", edit=all_in_the_end, options={"comparison": "not_yet_treated"})
    assert (later.n_units, later.reason) == (36, "")
    assert later.point is not None


def test_a_group_whose_effect_is_not_identified_says_so_without_counting_people(groups):
    def separated(frame):
        return frame.assign(place="x", hours=frame["trained_from"].notna().astype(float))

    covariates = {"covariates": ["hours"], "method": "ipw"}
    (people,) = groups("place", edit=separated, options=covariates)
    assert (people.point, people.n_units) == (None, 36)
    assert people.reason == "the effect cannot be estimated in this group"
    (places,) = groups("place", edit=separated, options=covariates, publication=PLACES)
    assert places.reason == "2 of the effects to be averaged cannot be estimated:"


def test_a_column_that_is_not_there_is_missed(groups):
    with pytest.raises(ColumnNotFoundError, match="'age'"):
        groups("age")
