from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.dataset import Panel
from evalcap.diagnostics import check_attrition


def _frame(kept_treated: list[int], kept_comparison: list[int]) -> pd.DataFrame:
    """Units over two waves; 0 means that the outcome is missing in the last."""
    kept = np.array([*kept_treated, *kept_comparison])
    first = pd.DataFrame(
        {
            "unit": np.arange(len(kept)),
            "wave": 1,
            "start": [2.0] * len(kept_treated) + [np.nan] * len(kept_comparison),
            "place": np.arange(len(kept)) // 4,
            "score": 1.0,
        }
    )
    last = first.assign(wave=2, score=np.where(kept == 1, 2.0, np.nan))
    return pd.concat([first, last], ignore_index=True)


def _panel(frame: pd.DataFrame, unit: str | None = "unit", **more: Any) -> Panel:
    return Panel.from_frame(
        frame, unit=unit, time="wave", outcome="score", treated_from="start", **more
    )


def _shares(lost: int, n: int) -> list[int]:
    return [0] * lost + [1] * (n - lost)


def test_shares_lost_by_group_by_hand() -> None:
    found = check_attrition(_panel(_frame(_shares(3, 10), _shares(1, 20))))
    frame = found.to_frame().set_index("group")
    assert frame["n_units"].tolist() == [10, 20, 30]
    assert frame["n_lost"].tolist() == [3, 1, 4]
    assert frame["share_lost"].tolist() == pytest.approx([0.3, 0.05, 4 / 30])


def test_the_p_value_is_that_of_the_clustered_regression() -> None:
    rng = np.random.default_rng(5)
    frame = _frame(list(rng.integers(0, 2, 60)), list(rng.integers(0, 2, 40)))
    found = check_attrition(_panel(frame, cluster="place"))
    last = frame[frame["wave"] == 2]
    design = sm.add_constant(last["start"].notna().astype(float))
    fit = sm.OLS(last["score"].isna().astype(float), design).fit(
        cov_type="cluster", cov_kwds={"groups": last["place"]}, use_t=True
    )
    assert found.statistic == pytest.approx(fit.tvalues["start"], rel=1e-8)
    assert found.p_value == pytest.approx(fit.pvalues["start"], rel=1e-8)


@pytest.mark.parametrize(
    ("treated", "comparison", "verdict"),
    [
        ((0, 100), (0, 100), "passed"),
        ((10, 100), (8, 100), "passed"),
        ((22, 100), (20, 100), "concern"),
        ((15, 100), (4, 100), "failed"),
        ((4, 100), (15, 100), "failed"),
        ((60, 1000), (20, 1000), "failed"),
    ],
)
def test_the_verdict_follows_gap_significance_and_overall_loss(
    treated: tuple[int, int], comparison: tuple[int, int], verdict: str
) -> None:
    panel = _panel(_frame(_shares(*treated), _shares(*comparison)))
    assert check_attrition(panel).verdict == verdict


def test_a_dropped_row_is_a_loss_like_a_missing_outcome() -> None:
    frame = _frame(_shares(3, 10), _shares(1, 20))
    dropped = check_attrition(_panel(frame.dropna(subset="score")))
    assert dropped == check_attrition(_panel(frame))


def test_units_never_seen_with_an_outcome_are_counted_and_said() -> None:
    frame = _frame(_shares(0, 20), _shares(0, 20))
    frame.loc[frame["unit"] < 12, "score"] = None
    found = check_attrition(_panel(frame))
    assert found.excluded == {"units never seen with an outcome": 12}
    assert "not counted are 12 units that never had an outcome" in found.sentence
    assert found.to_frame()["n_units"].tolist() == [8, 20, 28]


def test_a_period_without_any_outcome_is_not_the_last() -> None:
    frame = _frame(_shares(3, 10), _shares(1, 20))
    empty = frame[frame["wave"] == 2].assign(wave=3, score=np.nan)
    found = check_attrition(_panel(pd.concat([frame, empty])))
    assert found.to_frame()["n_lost"].tolist() == [3, 1, 4]
    assert "(wave 2)" in found.sentence


def test_units_treated_after_the_data_are_comparison_units() -> None:
    frame = _frame(_shares(3, 10), _shares(1, 20))
    frame["start"] = frame["start"].fillna(9)
    assert check_attrition(_panel(frame)).to_frame()["n_units"].tolist() == [10, 20, 30]


def test_a_small_loss_that_cannot_be_compared_gets_no_verdict() -> None:
    """All treated units in one place cannot show how places differ."""
    frame = _frame(_shares(1, 16), _shares(1, 16))
    frame["place"] = np.where(frame["start"].notna(), 99, frame["place"])
    found = check_attrition(_panel(frame, cluster="place"))
    assert found.verdict == "cannot_be_tested"
    assert found.p_value is None


def test_a_large_gap_fails_even_where_it_cannot_be_tested() -> None:
    frame = _frame(_shares(8, 16), _shares(1, 16))
    frame["place"] = np.where(frame["start"].notna(), 99, frame["place"])
    assert check_attrition(_panel(frame, cluster="place")).verdict == "failed"


@pytest.mark.parametrize(("treated", "comparison"), [(10, 0), (0, 10)])
def test_one_group_alone_cannot_be_compared(treated: int, comparison: int) -> None:
    found = check_attrition(_panel(_frame(_shares(0, treated), _shares(0, comparison))))
    assert found.verdict == "cannot_be_tested"


def test_no_outcome_at_all_cannot_be_compared() -> None:
    frame = _frame(_shares(0, 5), _shares(0, 5)).assign(score=np.nan)
    assert check_attrition(_panel(frame)).verdict == "cannot_be_tested"


def test_repeated_cross_sections_cannot_lose_units() -> None:
    frame = _frame(_shares(3, 10), _shares(1, 20))
    assert check_attrition(_panel(frame, unit=None)).verdict == "not_applicable"


def test_one_period_alone_cannot_lose_units() -> None:
    frame = _frame(_shares(3, 10), _shares(1, 20))
    found = check_attrition(_panel(frame[frame["wave"] == 1]))
    assert found.verdict == "not_applicable"
    assert "one period only" in found.sentence


def test_a_pass_leaves_room_for_who_was_lost() -> None:
    found = check_attrition(_panel(_frame(_shares(10, 100), _shares(8, 100))))
    assert "may still differ from those kept" in found.sentence
