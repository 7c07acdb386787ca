import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, NoTreatedError, OptionError
from evalcap.estimators.group_time_rules import Rules

PLAIN = {
    "comparison": "never_treated",
    "anticipation": 0,
    "base_period": "varying",
    "unbalanced": "pairs",
}


def panel(starts: list[float | None], **roles: object) -> Panel:
    """One post for each start, over years 1 to 4."""
    frame = pd.DataFrame(
        [(p, t, start) for p, start in enumerate(starts) for t in (1, 2, 3, 4)],
        columns=["post", "year", "start"],
    ).assign(checks=1.0, country="one")
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("comparison", "all"),
        ("base_period", "first"),
        ("unbalanced", "no"),
        ("anticipation", -1),
        ("anticipation", np.nan),
    ],
)
def test_a_value_that_an_option_does_not_take_is_refused(option, value):
    with pytest.raises(OptionError, match=f"{option}="):
        Rules(**(PLAIN | {option: value}))


def test_every_cohort_within_the_data_has_cells():
    rules = Rules(**PLAIN)
    cells = rules.cells(rules.draw(panel([2, 4, 9, None]), ()))
    assert {cell.cohort for cell in cells} == {2, 4}
    with pytest.raises(NoTreatedError):
        rules.cells(rules.draw(panel([9, None]), ()))


def test_who_is_untouched_follows_the_comparison():
    for comparison, expected in (
        ("never_treated", [9, np.inf]),
        ("not_yet_treated", [4, 9, np.inf]),
    ):
        rules = Rules(**(PLAIN | {"comparison": comparison}))
        sample = rules.draw(panel([2, 4, 9, None]), ())
        (cell,) = [c for c in rules.cells(sample) if (c.cohort, c.time) == (2, 2)]
        assert sample.treated_from[rules.untouched(sample, cell)].tolist() == expected


def test_one_cluster_is_refused():
    with pytest.raises(ClusterError):
        Rules(**PLAIN).draw(panel([2, None], cluster="country"), ())


def test_cross_sections_are_compared_by_rows_whatever_is_said_of_gaps():
    rows, changes = panel([2, None], unit=None), panel([2, None])
    rules = Rules(**PLAIN)
    for data, by_rows, words in ((rows, True, "cross-sections"), (changes, False, "both periods")):
        estimator = rules.estimator(data, rules.draw(data, ()), "unadjusted", ())
        assert estimator.by_rows is by_rows
        assert words in rules.words(data, "unadjusted")
