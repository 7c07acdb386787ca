import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics import Check
from evalcap.diagnostics.check import facts
from evalcap.privacy.disclosure import Rules
from evalcap.study.check_rows import check_rows
from evalcap.study.publication import Publication

BALANCE = Check(
    name="balance",
    verdict="passed",
    sentence="",
    details=facts(
        {
            "covariate": ["age"],
            "mean_treated": [31.0],
            "mean_comparison": [30.0],
            "normalised_difference": [0.1],
            "conf_low": [-0.2],
            "conf_high": [float("nan")],
        }
    ),
)


def panel(n_treated, n_comparison=40):
    n = n_treated + n_comparison
    start = [1.0] * n_treated + [np.nan] * n_comparison
    frame = pd.DataFrame({"u": range(n), "t": 0, "y": 0.0, "from": start})
    both = pd.concat([frame, frame.assign(t=1)])
    return Panel.from_frame(both, unit="u", time="t", outcome="y", treated_from="from")


def test_differences_are_told_with_their_limits_and_without_any_mean():
    (row,) = check_rows(BALANCE, panel(20), Publication(people=True, rules=Rules()))
    assert row.model_dump() == {
        "label": "age",
        "at": None,
        "point": 0.1,
        "conf_low": -0.2,
        "conf_high": None,
    }


@pytest.mark.parametrize(("treated", "comparison"), [(9, 40), (40, 9)])
def test_nothing_is_told_of_few_people_in_either_group(treated, comparison):
    few = panel(treated, comparison)
    assert check_rows(BALANCE, few, Publication(people=True, rules=Rules())) == ()
    assert len(check_rows(BALANCE, few, Publication(people=False, rules=Rules()))) == 1


def test_limits_under_diverging_trends_stand_at_their_bound():
    columns = {"value": [0.5], "conf_low": [-1.0], "conf_high": [2.0]}
    check = Check(name="sensitivity", verdict="passed", sentence="", details=facts(columns))
    (row,) = check_rows(check, panel(20), Publication(people=True, rules=Rules()))
    assert (row.at, row.conf_low, row.conf_high) == (0.5, -1.0, 2.0)


def test_a_check_without_a_figure_has_no_rows():
    other = Check(name="attrition", verdict="passed", sentence="", details=BALANCE.details)
    assert check_rows(other, panel(20), Publication(people=True, rules=Rules())) == ()
