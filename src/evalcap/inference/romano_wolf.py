"""Several outcomes tested together, using how their estimates move together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pandas as pd

from evalcap.dataset.number import column_names
from evalcap.errors.design import OptionError
from evalcap.errors.inference import BootstrapShapeError
from evalcap.estimators.option import choose
from evalcap.inference.rows import Rows, as_names, group_codes, read_rows
from evalcap.inference.wild_bootstrap import bootstrap_rows
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.multiple_testing import step_down
from evalcap.kernels.multipliers import Multiplier, multiplier_blocks


def romano_wolf(
    frame: pd.DataFrame,
    *,
    outcomes: Sequence[str],
    regressors: Sequence[str],
    parameter: str,
    cluster: str,
    fixed_effects: str | Sequence[str] = (),
    weights: Multiplier = "rademacher",
    draws: int = 9999,
    seed: int = 1,
) -> pd.DataFrame:
    """Test one coefficient for several outcomes, adjusted for testing them together.

    Each outcome is regressed as in `wild_bootstrap`, on the rows where it is known; every draw
    takes the same multipliers for all of them.

    Parameters
    ----------
    outcomes
        Columns of the family.
    regressors, parameter, cluster, fixed_effects, weights, draws, seed
        As in `wild_bootstrap`.

    Returns
    -------
    One row an outcome: `outcome`, `estimate`, `std_error`, `statistic`, `p_value` (of the wild
    bootstrap), `adjusted_p_value` (Romano and Wolf's, which controls the probability of any false
    rejection). Rows left out are counted by outcome in `.attrs["excluded"]`.

    Raises
    ------
    DesignError

    References
    ----------
    Romano, J. P. and Wolf, M. (2005). Stepwise multiple testing as formalized data snooping.
    Econometrica 73(4), 1237-1282.
    """
    choose("weights", weights, get_args(Multiplier))
    names = column_names(regressors)
    if parameter not in names:
        raise OptionError("parameter", parameter, names)
    family = column_names(outcomes)
    if not family:
        raise OptionError("outcomes", family, ("one or more columns",))
    samples = [
        read_rows(
            frame,
            outcome=outcome,
            regressors=names,
            cluster=cluster,
            fixed_effects=as_names(fixed_effects),
        )
        for outcome in family
    ]
    common = _with_common_clusters(samples, frame[cluster])
    n_codes = max(rows.n_clusters for rows in common)
    tests = [
        bootstrap_rows(rows, parameter, weights=weights, draws=draws, seed=seed, n_codes=n_codes)
        for rows in common
    ]
    statistic = np.array([test.statistic for test in tests])
    table = pd.DataFrame(
        {
            "outcome": list(family),
            "estimate": [test.point for test in tests],
            "std_error": [test.std_error for test in tests],
            "statistic": statistic,
            "p_value": [test.p_value for test in tests],
            "adjusted_p_value": step_down(
                statistic, np.column_stack([test.bootstrap for test in tests])
            ),
        }
    )
    table.attrs["excluded"] = {o: dict(t.excluded) for o, t in zip(family, tests, strict=True)}
    return table


def _with_common_clusters(samples: Sequence[Rows], labels: "pd.Series[Any]") -> list[Rows]:
    """Give each cluster the same code in every sample, so that draws are the same."""
    used = np.unique(np.concatenate([rows.kept for rows in samples]))
    code = np.full(len(labels), -1)
    code[used] = group_codes(labels.iloc[used])
    return [replace(rows, cluster=code[rows.kept]) for rows in samples]


def romano_wolf_p_values(
    statistic: Sequence[float] | FloatArray, bootstrap: FloatArray
) -> FloatArray:
    """Adjust p-values of several statistics, given their draws under the null.

    Parameters
    ----------
    statistic
        Estimates over standard errors, shape (k,).
    bootstrap
        The same of each draw, all from the same multipliers, shape (draws, k): from
        `multiplier_statistics`, or `WildBootstrap.bootstrap` of tests with the same clusters,
        weights, draws and seed.

    Raises
    ------
    BootstrapShapeError
    """
    observed, drawn = np.asarray(statistic, np.float64), np.asarray(bootstrap, np.float64)
    if drawn.ndim != 2 or drawn.shape[1:] != observed.shape or not drawn.size:  # noqa: PLR2004
        raise BootstrapShapeError(observed.size, drawn.shape)
    return step_down(observed, drawn)


def multiplier_statistics(
    scores: FloatArray, *, weights: Multiplier = "rademacher", draws: int = 9999, seed: int = 1
) -> FloatArray:
    """Draw statistics of several estimates under the null from their influence.

    Parameters
    ----------
    scores
        Influence summed within clusters and divided by the number of units, so that
        `scores.T @ scores` is the covariance, as `EffectPath.scores`, shape (n_clusters, k).

    Returns
    -------
    Estimates over standard errors of each draw, shape (draws, k).
    """
    choose("weights", weights, get_args(Multiplier))
    studentised = scores / np.sqrt((scores**2).sum(axis=0))
    blocks = multiplier_blocks(weights, len(scores), draws, seed=seed)
    return np.concatenate([block @ studentised for block in blocks])
