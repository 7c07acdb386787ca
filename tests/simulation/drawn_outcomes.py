"""Counts, shares and instruments of a simulated programme.

Counts vary more than Poisson's and posts share shocks, so that neither the likelihood's own errors
nor rows taken alone would do. Attendance goes with unseen diligence, so that only the offer of a
course tells what attending does.
"""

import numpy as np
import pandas as pd
from drawn import EFFECT, POSTS, YEARS, generator
from scipy.special import expit

from evalcap.dataset import Panel

RATIO, ODDS = float(np.log(4 / 3)), 0.7


def outcomes(outcome: str, strength: float, repeat: int) -> Panel:
    """Draw two officers of each of 200 posts over five years."""
    rng = generator(repeat, 8)
    officer, year = (code.ravel() for code in np.indices((2 * POSTS, YEARS)))
    post, n = officer // 2, 2 * POSTS * YEARS
    start = rng.choice([2.0, 3.0, np.inf], size=POSTS)[post]
    on = year >= start
    traffic = rng.normal(size=n)
    shared = rng.normal(0, 0.3, size=(POSTS, YEARS))[post, year]
    level = rng.normal(0, 0.6, size=2 * POSTS)[officer]
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
