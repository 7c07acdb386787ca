"""What is said of a synthesis."""

import fake_evidence as fake
import fake_portfolio as many

from evalcap.portfolio import Portfolio
from evalcap.portfolio.synthesis import groups, synthesise
from evalcap.site.told import notes, opening, small_studies, unlike
from evalcap.words.catalogue import site_catalogue

WORDS = site_catalogue()


def found(*points, std_error=0.1, **more):
    entries = [many.study(f"s{i}", point, std_error, **more) for i, point in enumerate(points)]
    (group,) = groups(Portfolio.of(entries))
    return synthesise(group)


def said(part, *points, **more):
    return " ".join(part(found(*points, **more), WORDS))


def test_an_interval_above_zero_is_an_improvement():
    # The mean of 3, 4 and 5 with the t interval of a mean: 1 over root 3, times 4.3027.
    told = said(opening, 3.0, 4.0, 5.0)
    assert "On average over 3 studies the outcomes improved, by 4.0 points" in told
    assert "1.5 to 6.5" in told


def test_an_interval_below_zero_is_a_worsening_and_turned_where_lower_is_better():
    assert "worsened, by 4.0 points" in said(opening, -3.0, -4.0, -5.0)
    lower = {"better": "lower"}
    assert "improved, by 4.0 points" in said(opening, -3.0, -4.0, -5.0, outcome=lower)
    assert "signs are turned" in said(notes, -3.0, -4.0, -5.0, outcome=lower)


def test_an_interval_across_zero_claims_nothing():
    told = said(opening, -3.0, 0.0, 5.0)
    assert "no clear effect" in told
    assert "improved" not in told
    assert "better or worse than none" in told


def test_grades_stand_beside_the_mean():
    same = said(opening, 3.0, 4.0, 5.0)
    assert "Each rests on evidence of grade 3 of 5" in same


def test_logarithms_of_which_less_is_better_stay_logarithms():
    logs = {"unit": "log points", "better": "lower"}
    assert "by 0.400 log points" in said(opening, -0.4, -0.4, -0.4, std_error=0.02, outcome=logs)
    logs = {"unit": "log points", "better": "higher"}
    assert "49" in said(opening, 0.4, 0.4, 0.4, std_error=0.02, outcome=logs)  # e^0.4 - 1


def test_how_unlike_studies_are_is_told_in_their_unit():
    # Effects 1, 2 and 3 with variance 0.01 each: the variance between is 1 - 0.01.
    told = said(unlike, 1.0, 2.0, 3.0)
    assert "between studies: 0.99 (95 % interval" in told
    assert "99 % of the variance" in told
    assert "Q 200.0 on 2 degrees of freedom" in told


def test_small_studies_are_looked_at_from_ten_on():
    assert "from 10 studies on; there are 3" in said(small_studies, 1.0, 2.0, 3.0)
    assert "equally precise" in said(small_studies, *map(float, range(10)))


def test_standard_deviations_are_said_to_be_some():
    entries = [
        many.study(f"s{i}", 2.0, 0.1, outcome={"unit": unit, "std_dev": 4.0})
        for i, unit in enumerate(("points", "marks", "points"))
    ]
    (group,) = groups(Portfolio.of(entries))
    synthesis = synthesise(group)
    assert "by 0.500 standard deviations" in next(opening(synthesis, WORDS))
    assert "divided by the standard deviation of its own outcome" in " ".join(
        notes(synthesis, WORDS)
    )


def test_studies_without_a_grade_are_given_none():
    told = said(opening, 3.0, 4.0, 5.0, reached=None)
    assert "grade" not in told
    assert fake.SCALE not in told
