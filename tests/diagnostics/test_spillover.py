from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from evalcap.dataset import Panel
from evalcap.diagnostics import check_spillover
from evalcap.errors.design import OptionError


def frame(reach: float = 0.0, seed: int = 4) -> pd.DataFrame:
    """Sixty units over four waves, a third treated from wave 3; some are near treatment."""
    rng = np.random.default_rng(seed)
    unit, time = (a.ravel() for a in np.indices((60, 4)))
    km = rng.uniform(0, 50, 60)[unit]
    share = np.where(time >= 2, rng.random(240), 0.0)
    score = rng.normal(size=240) + unit / 20 + time + reach * ((km <= 20) & (time >= 2))
    return pd.DataFrame(
        {
            "unit": unit,
            "wave": time + 1,
            "start": np.where(unit < 20, 3.0, np.nan),
            "km": km,
            "share": share,
            "score": score + reach * share,
        }
    )


def panel(data: pd.DataFrame, unit: str | None = "unit", **more: Any) -> Panel:
    roles = {"time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(data, unit=unit, **roles, **more)


def test_exposure_is_regressed_among_untreated_rows():
    data = frame()
    found = check_spillover(panel(data), share_nearby="share")
    untreated = data[~(data["start"] <= data["wave"])]
    fit = smf.ols("score ~ share + C(unit) + C(wave)", untreated).fit()
    assert found.details[0]["estimate"] == pytest.approx(fit.params["share"])
    assert found.excluded == {"rows under treatment": 40}


def test_near_units_are_exposed_from_when_treatment_begins():
    data = frame()
    found = check_spillover(panel(data), distance="km", within=20)
    untreated = data[~(data["start"] <= data["wave"])]
    near = ((untreated["km"] <= 20) & (untreated["wave"] >= 3)).astype(float)
    fit = smf.ols("score ~ near + C(unit) + C(wave)", untreated.assign(near=near)).fit()
    assert found.details[0]["estimate"] == pytest.approx(fit.params["near"])


@pytest.mark.parametrize(("reach", "verdict"), [(0.0, "passed"), (2.0, "failed")])
@pytest.mark.parametrize("column", [{"share_nearby": "share"}, {"distance": "km", "within": 20}])
def test_treatment_that_reaches_others_fails(reach, verdict, column):
    assert check_spillover(panel(frame(reach)), **column).verdict == verdict


def test_shuffled_rows_give_the_same_answer():
    data = frame(1.0)
    plain = check_spillover(panel(data), distance="km", within=20)
    shuffled = check_spillover(panel(data.sample(frac=1, random_state=1)), distance="km", within=20)
    assert shuffled.statistic == pytest.approx(plain.statistic)


def test_exposure_of_every_unit_alike_cannot_be_tested():
    found = check_spillover(panel(frame()), distance="km", within=500)
    assert found.verdict == "cannot_be_tested"


def test_repeated_cross_sections_have_no_units_to_follow():
    found = check_spillover(panel(frame(), unit=None), share_nearby="share")
    assert found.verdict == "not_applicable"


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"share_nearby": "share", "distance": "km", "within": 20},
        {"distance": "km"},
        {"distance": "km", "within": 0},
    ],
)
def test_it_takes_one_column_and_a_distance_that_counts_as_near(options):
    with pytest.raises(OptionError):
        check_spillover(panel(frame()), **options)
