"""How often 95 % intervals hold the truth with 200 clusters, for counts, shares and instruments.

Counts vary more than Poisson's and posts share shocks, so that neither the likelihood's own errors
nor rows taken alone would do. Attendance goes with unseen diligence, so that only the offer of a
course tells what attending does.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from evalcap.dataset import Panel
from evalcap.estimators.extended_poisson import estimate_extended_poisson
from evalcap.estimators.instrumental import estimate_instrumental
from evalcap.estimators.logit import estimate_logit
from evalcap.estimators.poisson import estimate_poisson

pytestmark = pytest.mark.simulation

REPEATS, CLUSTERS, YEARS = 400, 200, 5
RATIO, ODDS, EFFECT = np.log(4 / 3), 0.7, 1.0
# Three standard errors of a share of 0.95 among this many draws: 0.033.
TOLERANCE = 3 * np.sqrt(0.95 * 0.05 / REPEATS)


def draw(seed: int, outcome: str, strength: float = 1.0) -> Panel:
    """Draw two officers of each of 200 posts over five years."""
    rng = np.random.default_rng(seed)
    officer, year = (code.ravel() for code in np.indices((2 * CLUSTERS, YEARS)))
    post, n = officer // 2, 2 * CLUSTERS * YEARS
    start = rng.choice([2.0, 3.0, np.inf], size=CLUSTERS)[post]
    on = year >= start
    traffic = rng.normal(size=n)
    shared = rng.normal(0, 0.3, size=(CLUSTERS, YEARS))[post, year]
    level = rng.normal(0, 0.6, size=2 * CLUSTERS)[officer]
    index = level + shared + 0.05 * year
    crowd = rng.gamma(2, 0.5, size=n)
    offer, diligence = rng.normal(size=n), rng.normal(size=n)
    attended = strength * offer + diligence + shared + rng.normal(size=n)
    frame = pd.DataFrame(
        {
            "officer": officer,
            "post": post,
            "year": year,
            "start": start,
            "on": on.astype(float),
            "traffic": traffic,
            "offer": offer,
            "attended": attended,
            "found": rng.poisson(crowd * np.exp(0.5 + index + RATIO * on)),
            "passed": (rng.uniform(size=n) < expit(ODDS * traffic + 2 * level)).astype(float),
            "score": EFFECT * attended + 2 * diligence + shared + rng.normal(size=n),
        }
    )
    return Panel.from_frame(
        frame,
        unit="officer",
        time="year",
        outcome=outcome,
        treated_from="start",
        cluster="post",
    )


def poisson(panel: Panel) -> Sequence[float]:
    estimate = estimate_poisson(panel, regressors=["on", "traffic"], model="two_way").term("on")
    return estimate.interval()


def extended_poisson(panel: Panel) -> Sequence[float]:
    return np.log(estimate_extended_poisson(panel).ratio().interval())


def conditional_logit(panel: Panel) -> Sequence[float]:
    fit = estimate_logit(panel, regressors=["traffic"], model="conditional")
    return fit.term("traffic").interval()


def instruments(panel: Panel):
    return estimate_instrumental(
        panel, endogenous="attended", instruments=["offer"], model="two_way"
    )


def coverage(interval: Callable[[Panel], Sequence[float]], truth: float, *made: object) -> float:
    limits = [interval(draw(seed, *made)) for seed in range(REPEATS)]
    return float(np.mean([low <= truth <= high for low, high in limits]))


@pytest.mark.parametrize(
    ("interval", "truth", "outcome"),
    [
        (poisson, RATIO, "found"),
        (extended_poisson, RATIO, "found"),
        (conditional_logit, ODDS, "passed"),
        (lambda panel: instruments(panel).term("attended").interval(), EFFECT, "score"),
    ],
    ids=["poisson", "extended Poisson", "conditional logit", "instruments"],
)
def test_intervals_hold_as_often_as_they_say(interval, truth, outcome):
    assert coverage(interval, truth, outcome) == pytest.approx(0.95, abs=TOLERANCE)


@pytest.mark.parametrize("strength", [0.05, 1.0])
def test_robust_sets_hold_as_often_as_they_say_however_weak_the_instrument(strength):
    def inside(seed: int) -> bool:
        accepted = instruments(draw(seed, "score", strength)).robust_set()
        return any(low <= EFFECT <= high for low, high in accepted)

    held = float(np.mean([inside(seed) for seed in range(REPEATS)]))
    assert held == pytest.approx(0.95, abs=TOLERANCE)
