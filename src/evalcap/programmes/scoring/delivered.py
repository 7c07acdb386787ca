"""Compare scores that came with the data with scores computed from the answers."""

from typing import Final

import numpy as np
import pandas as pd

_COLUMNS: Final = (
    "score",
    "compared",
    "differing",
    "mean_delivered",
    "mean_recomputed",
    "largest",
)


def compare_delivered(
    frame: pd.DataFrame, recomputed: pd.DataFrame, *, tolerance: float
) -> pd.DataFrame:
    """Count where delivered scores differ from recomputed ones.

    Parameters
    ----------
    frame
        The data; its columns that `recomputed` has too are the delivered scores.
    recomputed
        Scores from the answers, none withheld, with the same rows.
    tolerance
        Difference up to which two scores agree, in units of the score.

    Returns
    -------
    DataFrame
        One row a delivered score: `score`, `compared` (rows with both), `differing`,
        `mean_delivered` and `mean_recomputed` over them, and the `largest` difference.
    """
    rows = []
    for name in (column for column in recomputed if column in frame):
        delivered = pd.to_numeric(frame[name], errors="coerce").astype(float)
        both = delivered.notna()
        if not both.any():
            continue
        there, here = delivered[both], recomputed[name][both.to_numpy()]
        gap = np.abs(there.to_numpy() - here.to_numpy())
        differing = int((gap > tolerance + 1e-9).sum())
        rows.append([name, int(both.sum()), differing, there.mean(), here.mean(), gap.max()])
    return pd.DataFrame(rows, columns=list(_COLUMNS))
