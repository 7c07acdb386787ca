from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from causaldata import cps_mixtape, nsw_mixtape

from evalcap.dataset import Panel
from evalcap.diagnostics import check_balance
from evalcap.errors.dataset import ColumnNotFoundError

GOLDEN = Path(__file__).parents[1] / "golden" / "data"


def _panel(treated: list[float], comparison: list[float], **more: Any) -> Panel:
    """Give units their `age` and a second period, in which half of them are treated."""
    n = len(treated) + len(comparison)
    first = pd.DataFrame(
        {
            "unit": np.arange(n),
            "time": 0,
            "start": [1.0] * len(treated) + [np.nan] * len(comparison),
            "score": np.arange(n) % 2,
            "age": [*treated, *comparison],
        }
    )
    options: dict[str, Any] = {"covariates": ["age"]} | more
    if "weight" in options:
        first["weight"] = options.pop("weight")
        options["weight"] = "weight"
    return Panel.from_frame(
        pd.concat([first, first.assign(time=1, age=0)]),
        unit="unit",
        time="time",
        outcome="score",
        treated_from="start",
        **options,
    )


def _officers(**more: Any) -> Panel:
    frame = pd.read_csv(GOLDEN / "officers.csv")
    frame["start"] = frame["trained"].where(frame["trained"] == 1)
    return Panel.from_frame(
        frame,
        unit="officer",
        time="time",
        outcome="score",
        treated_from="start",
        covariates=["experience", "rank"],
        **more,
    )


def _row(check: Any, name: str) -> dict[str, float]:
    return next(row for row in check.details if row["covariate"] == name)


def test_the_normalised_difference_by_hand() -> None:
    """Means 3 and 6, variances 4 and 1: 3 less than zero over the root of 2.5."""
    row = _row(check_balance(_panel([1, 3, 5], [5, 6, 7])), "age")
    assert row["mean_treated"] == pytest.approx(3)
    assert row["mean_comparison"] == pytest.approx(6)
    assert row["normalised_difference"] == pytest.approx(-3 / np.sqrt(2.5))


def test_the_interval_of_a_normalised_difference_by_hand() -> None:
    """Squared residuals 8 and 2 over 3 units each; 6 clusters of one unit, 5 degrees of freedom."""
    row = _row(check_balance(_panel([1, 3, 5], [5, 6, 7])), "age")
    error = np.sqrt((8 + 2) / 9 * (6 / 5) * (5 / 4))
    reach = 2.5705818 * error / np.sqrt(2.5)
    assert row["conf_low"] == pytest.approx(-3 / np.sqrt(2.5) - reach)
    assert row["conf_high"] == pytest.approx(-3 / np.sqrt(2.5) + reach)


def test_supported_work_trainees_and_cps_persons_differ_as_published() -> None:
    """Imbens, G. W. (2015), Journal of Human Resources 50(2): normalised differences of the
    Dehejia-Wahba trainees and the CPS comparison persons."""
    trainees = nsw_mixtape.load_pandas().data.query("treat == 1")
    persons = pd.concat([trainees, cps_mixtape.load_pandas().data], ignore_index=True)
    persons = persons.assign(start=persons["treat"].where(persons["treat"] == 1) * 1978)
    years = [persons.assign(year=y, earnings=persons[f"re{y - 1900}"]) for y in (1975, 1978)]
    panel = Panel.from_frame(
        pd.concat(years).rename_axis("person").reset_index(),
        unit="person",
        time="year",
        outcome="earnings",
        treated_from="start",
        covariates=["black", "hisp", "age", "marr", "nodegree", "educ", "re74"],
    )
    found = check_balance(panel)
    assert found.verdict == "failed"
    differences = found.to_frame()["normalised_difference"]
    published = [-1.75, 2.43, -0.05, -0.80, -1.23, 0.90, -0.68, -1.57]
    assert differences.round(2).tolist() == published


def test_weights_enter_means_and_spread() -> None:
    weight = [1.0, 2.0, 1.0, 3.0, 1.0, 2.0]
    row = _row(check_balance(_panel([1, 3, 6], [5, 6, 9], weight=weight)), "age")
    means, spread = [], []
    for values, w in (([1, 3, 6], weight[:3]), ([5, 6, 9], weight[3:])):
        means.append(np.average(values, weights=w))
        spread.append(np.cov(values, aweights=w))
    expected = (means[0] - means[1]) / np.sqrt(np.mean(spread))
    assert row["normalised_difference"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("shift", "verdict"),
    [(0.24, "passed"), (0.26, "concern"), (-0.99, "concern"), (1.01, "failed")],
)
def test_the_verdict_follows_the_largest_normalised_difference(shift: float, verdict: str) -> None:
    group = np.array([-1.0, 0.0, 1.0, -1.0, 0.0, 1.0])
    spread = group.std(ddof=1)
    panel = _panel(list(group + shift * spread), list(group))
    assert check_balance(panel).verdict == verdict


def test_the_outcome_before_treatment_is_the_first_row() -> None:
    assert [row["covariate"] for row in check_balance(_officers()).details] == [
        "score",
        "experience",
        "rank",
    ]


def test_the_covariates_named_in_the_call_replace_those_of_the_panel() -> None:
    found = check_balance(_officers(), covariates=["rank", "score"])
    assert [row["covariate"] for row in found.details] == ["score", "rank"]


def test_the_joint_test_does_not_depend_on_how_covariates_are_expressed() -> None:
    panel = _officers()
    frame = panel.frame.assign(total=lambda f: f["experience"] + 3 * f["rank"])
    other = Panel.from_frame(
        frame, unit="officer", time="time", outcome="score", treated_from="start"
    )
    plain = check_balance(panel)
    turned = check_balance(other, covariates=["total", "rank"])
    assert turned.statistic == pytest.approx(plain.statistic)
    assert turned.p_value == pytest.approx(plain.p_value)


def test_a_redundant_covariate_is_tabled_and_adds_nothing_to_the_joint_test() -> None:
    panel = _officers()
    frame = panel.frame.assign(months=lambda f: 12 * f["experience"], one=1.0)
    other = Panel.from_frame(
        frame, unit="officer", time="time", outcome="score", treated_from="start"
    )
    found = check_balance(other, covariates=["experience", "rank", "months", "one"])
    assert found.statistic == pytest.approx(check_balance(panel).statistic)
    assert _row(found, "one")["normalised_difference"] == 0
    assert len(found.details) == 5


def test_scale_does_not_matter() -> None:
    plain = _row(check_balance(_panel([1, 3, 5], [5, 6, 7])), "age")
    large = _row(check_balance(_panel([1e6, 3e6, 5e6], [5e6, 6e6, 7e6])), "age")
    assert large["normalised_difference"] == pytest.approx(plain["normalised_difference"])


def test_with_few_clusters_the_joint_test_is_left_out_and_said() -> None:
    found = check_balance(_panel([1, 3], [5, 6]))
    assert (found.statistic, found.p_value) == (None, None)
    assert "cannot be tested (2 differences are too many to test with 4 clusters)" in found.sentence
    assert found.verdict == "failed"


def test_a_covariate_that_separates_the_groups_fails() -> None:
    found = check_balance(_panel([0.1, 0.1, 0.1], [0.3, 0.3, 0.3]))
    assert found.verdict == "failed"
    assert _row(found, "age")["normalised_difference"] is None
    assert "age, which differs between the groups and is constant in each" in found.sentence


def test_one_treated_unit_cannot_be_tested() -> None:
    found = check_balance(_panel([1], [5, 6, 7]))
    assert found.verdict == "cannot_be_tested"
    assert "fewer than two treated units" in found.sentence


def test_no_comparison_unit_cannot_be_tested() -> None:
    found = check_balance(_panel([1, 2, 3], []))
    assert found.verdict == "cannot_be_tested"
    assert "fewer than two comparison units" in found.sentence


def test_units_taken_from_another_period_are_said() -> None:
    panel = _officers()
    frame = panel.frame
    lacking = (frame["officer"] <= 12) & (frame["time"] == 0) & (frame["trained"] == 0)
    other = Panel.from_frame(
        frame[~lacking], unit="officer", time="time", outcome="score", treated_from="start"
    )
    (note,) = check_balance(other).notes
    assert note.startswith(f"{int(lacking.sum())} units have no usable row in time 0")


def test_a_pass_leaves_room_for_what_was_not_measured() -> None:
    found = check_balance(_panel([1, 2, 3, 4], [1, 2, 3, 4.1]))
    assert found.verdict == "passed"
    assert "may still differ in what was not measured" in found.sentence


def test_the_rule_of_thumb_names_its_source() -> None:
    assert "Imbens and Rubin 2015" in check_balance(_officers()).sentence


def test_a_covariate_that_is_not_in_the_data_is_refused() -> None:
    with pytest.raises(ColumnNotFoundError, match="'wealth'"):
        check_balance(_officers(), covariates=["wealth"])
