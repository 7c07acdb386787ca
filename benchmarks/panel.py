"""The panel that everyone is timed on: simulated, seeded, the same in every process."""

import numpy as np
import pandas as pd

N_PERIODS = 10
N_REGIONS = 40
# First treated periods of the cohorts, and the code of units that are never treated.
COHORTS = (4, 5, 6, 7, 8)
NEVER = 0
COVARIATES = ["income", "distance"]


def simulate(n_units: int, seed: int = 20240229) -> pd.DataFrame:
    """Simulate units over ten periods, in the order of unit and time.

    Units with higher income join earlier, and covariates shape the trend, so that an estimator
    that leaves them out is wrong. The effect grows by 0.2 a period. `programme` varies by region
    and does nothing: what the wild bootstrap is asked about.

    Parameters
    ----------
    n_units
        Rows are ten times as many.
    """
    rng = np.random.default_rng(seed)
    covariates = rng.normal(size=(n_units, len(COVARIATES)))
    start = _starts(rng, covariates[:, 0])
    region = rng.integers(N_REGIONS, size=n_units)
    level = rng.normal(size=n_units) + rng.normal(scale=0.2, size=N_REGIONS)[region]
    time = np.tile(np.arange(1, N_PERIODS + 1), n_units)
    unit = np.repeat(np.arange(n_units), N_PERIODS)
    trend = 0.1 + 0.05 * covariates @ [1.0, -0.5]
    treated = (start[unit] != NEVER) & (time >= start[unit])
    effect = np.where(treated, 1 + 0.2 * (time - start[unit]), 0.0)
    return pd.DataFrame(
        {
            "unit": unit,
            "time": time,
            "outcome": level[unit] + trend[unit] * time + effect + rng.normal(size=len(unit)),
            "start": start[unit],
            "treated": treated.astype(float),
            "income": covariates[unit, 0],
            "distance": covariates[unit, 1],
            "region": region[unit],
            "programme": (region % 2).astype(float)[unit],
        }
    )


def _starts(rng: np.random.Generator, income: np.ndarray) -> np.ndarray:
    """Draw first treated periods from a multinomial logit in income, shape (n_units,)."""
    codes = np.array([*COHORTS, NEVER])
    pull = 0.3 * np.linspace(1, 0, len(codes))
    taste = rng.gumbel(size=(len(income), len(codes)))
    return codes[np.argmax(taste + income[:, None] * pull, axis=1)]
