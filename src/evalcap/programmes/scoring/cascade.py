"""How far teaching reaches, and how well it is passed on, when trainers are trained."""

from typing import Any

import numpy as np
import pandas as pd

from evalcap.kernels.proportion import proportion, wilson
from evalcap.kernels.ratio import Mean, clustered_mean, fieller
from evalcap.programmes.scoring.learning_groups import cluster_codes


def cascade(officers: pd.DataFrame, *, cluster: str, level: float) -> pd.DataFrame:
    """Compare the generations of a cascade.

    Parameters
    ----------
    officers
        One row an officer, with `gain`; where they are there also `generation`, `is_trainer` and
        `sessions_given`.
    cluster
        Column of the course.
    level
        Confidence level.

    Returns
    -------
    DataFrame
        One row a generation: `n_officers` reached, `gain` (mean over those with both tests),
        `fidelity` (its gain as a share of the first generation's) with `_low` and `_high`, and of
        its trainers `n_trainers` and `delivered`, the share who have taught. Empty where the data
        name no generation. Fidelity is missing for the first generation, and where its gain is
        not clearly different from zero.
    """
    if "generation" not in officers or officers["generation"].isna().all():
        return pd.DataFrame()
    codes, n_clusters = cluster_codes(officers, cluster)
    generation = pd.to_numeric(officers["generation"]).to_numpy(dtype=float, na_value=np.nan)
    gains = {
        number: _gain(officers, codes, n_clusters, generation == number)
        for number in sorted(set(generation[~np.isnan(generation)]))
    }
    first = gains.get(1.0)
    return pd.DataFrame(
        [
            {
                "generation": int(number),
                "n_officers": int((generation == number).sum()),
                "gain": gain.point,
                **_fidelity(gain, first if number > 1 else None, level),
                **_delivered(officers[generation == number], level),
            }
            for number, gain in gains.items()
        ]
    )


def _gain(officers: pd.DataFrame, codes: np.ndarray, n_clusters: int, chosen: np.ndarray) -> Mean:
    known = chosen & officers["gain"].notna().to_numpy()
    if not known.any():
        return Mean(float("nan"), np.zeros(n_clusters))
    return clustered_mean(officers["gain"].to_numpy()[known], codes[known], n_clusters)


def _fidelity(gain: Mean, first: Mean | None, level: float) -> dict[str, float]:
    if first is None or not first.point:
        return dict.fromkeys(("fidelity", "fidelity_low", "fidelity_high"), float("nan"))
    low, high = fieller(gain, first, level)
    return {
        "fidelity": gain.point / first.point,
        "fidelity_low": float(low),
        "fidelity_high": float(high),
    }


def _delivered(officers: pd.DataFrame, level: float) -> dict[str, Any]:
    if not {"is_trainer", "sessions_given"} <= set(officers.columns):
        return {}
    trainers = officers[pd.to_numeric(officers["is_trainer"], errors="coerce") == 1]
    sessions = pd.to_numeric(trainers["sessions_given"], errors="coerce").dropna()
    taught = (sessions > 0).astype(float).to_numpy()
    found = proportion(taught, np.ones(len(taught)))
    low, high = wilson(found, level)
    return {
        "n_trainers": len(trainers),
        "delivered": found.share,
        "delivered_low": low,
        "delivered_high": high,
    }
