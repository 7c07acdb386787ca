"""A row that its own unit effect fits tells a regression nothing, and is not counted by it.

As R's fixest from 0.13 on, whose conventions these estimators follow (the reference is 0.14.2).
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import EmptySampleError, NoTreatedError
from evalcap.estimators.extended_twfe import estimate_extended_twfe
from evalcap.estimators.imputation import estimate_imputation
from evalcap.estimators.instrumental import estimate_instrumental
from evalcap.estimators.stacked import estimate_stacked
from evalcap.estimators.sun_abraham import estimate_sun_abraham
from evalcap.estimators.twfe import estimate_twfe


@pytest.fixture
def frame() -> pd.DataFrame:
    """Eighteen posts over six years in six regions."""
    rng = np.random.default_rng(12)
    frame = pd.DataFrame([(u, t) for u in range(18) for t in range(6)], columns=["post", "year"])
    frame["start"] = np.repeat([2, 4, np.nan], 6)[frame["post"]]
    frame["region"] = frame["post"] % 6
    frame["age"], frame["rain"] = rng.normal(size=(2, 108))
    frame["staff"] = frame["rain"] + rng.normal(size=108)
    frame["checks"] = rng.normal(size=108) + frame["staff"] + 2 * (frame["year"] >= frame["start"])
    return frame.drop(index=[3, 50, 51, 90])


@pytest.fixture
def dirty(frame) -> pd.DataFrame:
    """The same, and three posts of regions of their own that are seen once."""
    once = frame.iloc[[14, 40, 100]].assign(post=[90, 91, 92], region=[90, 91, 92])
    return pd.concat([frame, once])


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def numbers(result: Any) -> list[float]:
    """Estimates, their errors, and what the errors count."""
    table = result.to_frame()
    one = getattr(result, "overall", result)
    return [*table["estimate"], *table["std_error"], result.n_clusters, one.degrees_of_freedom]


ESTIMATORS: dict[str, Callable[[Panel], Any]] = {
    "twfe": lambda p: estimate_twfe(p, covariates=["age"]),
    "twfe, robust": lambda p: estimate_twfe(p, variance="robust"),
    "twfe, classical": lambda p: estimate_twfe(p, variance="classical"),
    "sun_abraham": estimate_sun_abraham,
    "extended": estimate_extended_twfe,
    "stacked": lambda p: estimate_stacked(p, before=2, after=1),
    "instrumental": lambda p: estimate_instrumental(
        p, endogenous="staff", instruments=["rain"], model="two_way"
    ),
    "instrumental, units": lambda p: estimate_instrumental(
        p, endogenous="staff", instruments=["rain"], model="fixed_effects"
    ),
}


@pytest.mark.parametrize("name", ESTIMATORS)
@pytest.mark.parametrize("cluster", [None, "region"])
def test_units_of_a_single_row_change_nothing(frame, dirty, name, cluster):
    ours, clean = (ESTIMATORS[name](panel(f, cluster=cluster)) for f in (dirty, frame))
    np.testing.assert_allclose(numbers(ours), numbers(clean), rtol=1e-9)


@pytest.mark.parametrize("name", [n for n in ESTIMATORS if n != "stacked"])
def test_they_are_counted(dirty, name):
    result = ESTIMATORS[name](panel(dirty))
    one = getattr(result, "overall", result)
    assert one.excluded == {"units of a single row": 3}
    assert one.n_obs == len(dirty) - 3


def test_coefficients_before_treatment_do_not_count_units_untreated_once(frame):
    # Posts treated from year 1 on are untreated once: imputed, but no part of the regression.
    rng = np.random.default_rng(5)
    early = pd.DataFrame([(u, t) for u in (80, 81) for t in range(6)], columns=["post", "year"])
    early = early.assign(start=1, region=80, checks=rng.normal(size=12))
    both = pd.concat([frame, early])
    ours, clean = (estimate_imputation(panel(f), pre_periods=2) for f in (both, frame))
    np.testing.assert_allclose(ours.std_error[:2], clean.std_error[:2], rtol=1e-9)


def test_a_period_of_a_single_row_is_left_out_too(frame):
    late = frame.iloc[[100]].assign(year=9)
    ours, clean = (estimate_twfe(panel(f)) for f in (pd.concat([frame, late]), frame))
    assert ours.std_error == pytest.approx(clean.std_error, rel=1e-9)
    assert ours.excluded == {"periods of a single row": 1}


def test_the_numbers_are_those_of_pyfixest(dirty):
    # pyfixest 0.60: feols("checks ~ on + age | post + year", fixef_rm="singleton",
    # vcov={"CRV1": "region"}, fixef_tol=1e-12); 104 rows and t(5) as here.
    ours = estimate_twfe(panel(dirty, cluster="region"), covariates=["age"])
    assert ours.point == pytest.approx(1.7279451448347452, rel=1e-8)
    assert ours.std_error == pytest.approx(0.5152853448496292, rel=1e-8)
    assert (ours.n_obs, ours.degrees_of_freedom) == (104, 5)


def test_nothing_but_rows_alone_is_refused(frame):
    once = frame.drop_duplicates("post")
    with pytest.raises(NoTreatedError, match="only one of its unit"):
        estimate_twfe(panel(once))
    with pytest.raises(EmptySampleError, match="only one of its unit"):
        ESTIMATORS["instrumental"](panel(once))
