from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics.negative_weights import NegativeWeights, count_negative_weights
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.twfe import estimate_twfe

ROLES = {"unit": "post", "time": "month", "outcome": "score", "treated_from": "start"}


def panel(starts: list[float], *, n_periods: int = 3, **columns: Any) -> Panel:
    return Panel.from_frame(rows(starts, n_periods), **(ROLES | columns))


def rows(starts: list[float], n_periods: int = 3) -> pd.DataFrame:
    unit, time = (a.ravel() for a in np.indices((len(starts), n_periods)))
    score = np.random.default_rng(2).normal(size=len(unit))
    return pd.DataFrame(
        {"post": unit, "month": time + 1, "score": score, "start": np.array(starts)[unit]}
    )


def test_the_textbook_case_of_two_groups_and_three_periods() -> None:
    """de Chaisemartin and D'Haultfoeuille (2020), section 2.

    Groups treated from periods 3 and 2: the coefficient is half the first group's effect, plus
    one times the second's in period 2, less half times that in period 3.
    """
    found = count_negative_weights(panel([3.0, 2.0]))
    assert (found.n_treated, found.n_negative) == (3, 1)
    assert found.total == pytest.approx(-0.5)
    assert found.share == pytest.approx(1 / 3)


def test_one_start_and_untreated_units_leave_no_negative_weight() -> None:
    found = count_negative_weights(panel([2.0, 2.0, np.inf]))
    assert found == NegativeWeights(4, 0, 0.0)
    assert str(found) == "No treated row has a negative weight."


def coefficient_of(frame: pd.DataFrame, **columns: Any) -> float:
    return estimate_twfe(Panel.from_frame(frame, **(ROLES | columns))).point


@pytest.mark.parametrize("columns", [{}, {"weight": "size"}])
def test_the_total_is_the_coefficient_of_effects_in_the_negative_rows(
    columns: dict[str, str],
) -> None:
    """With gaps and weights: effects of one there and zero elsewhere, found row by row."""
    frame = rows([2.0, 2.0, 4.0, 7.0, np.inf, 1.0], n_periods=8).drop(index=[3, 12, 40])
    frame["size"] = np.random.default_rng(8).uniform(0.5, 2, size=len(frame))
    treated = frame.index[frame["month"] >= frame["start"]]
    weights = [
        coefficient_of(frame.assign(score=(frame.index == at).astype(float)), **columns)
        for at in treated
    ]
    found = count_negative_weights(Panel.from_frame(frame, **(ROLES | columns)))
    negative = [w for w in weights if w < -1e-12]
    assert sum(weights) == pytest.approx(1)
    assert (found.n_treated, found.n_negative) == (len(treated), len(negative))
    assert 0 < found.n_negative < found.n_treated
    assert found.total == pytest.approx(sum(negative))


def test_rows_without_outcome_do_not_count() -> None:
    frame = rows([3.0, 2.0, np.inf])
    frame.loc[2, "score"] = np.nan
    assert count_negative_weights(Panel.from_frame(frame, **ROLES)).n_treated == 2


def test_the_sentence_gives_the_share_and_the_sum() -> None:
    sentence = str(NegativeWeights(n_treated=200, n_negative=24, total=-0.0314159))
    assert sentence.startswith("12% of treated rows have negative weights, -0.0314 in all")


def test_repeated_cross_sections_are_refused() -> None:
    with pytest.raises(NoUnitEffectsError):
        count_negative_weights(panel([3.0, 2.0], unit=None))


@pytest.mark.parametrize("starts", [[2.0, 2.0], [np.inf, np.inf], [1.0, np.inf]])
def test_treatment_that_does_not_vary_is_refused(starts: list[float]) -> None:
    with pytest.raises(NoTreatedError, match="does not vary"):
        count_negative_weights(panel(starts))
