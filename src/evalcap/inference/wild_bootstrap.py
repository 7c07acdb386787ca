"""The wild cluster bootstrap, for regressions with few clusters."""

from collections.abc import Sequence
from typing import get_args

import numpy as np
import pandas as pd

from evalcap.dataset.number import column_names
from evalcap.errors.design import CollinearTermsError, OptionError
from evalcap.errors.inference import PerfectFitError, TooFewRowsError
from evalcap.estimators.option import choose, choose_whole
from evalcap.inference.rows import Rows, as_names, no_variation, read_rows
from evalcap.inference.wild_bootstrap_result import WildBootstrap
from evalcap.kernels.multipliers import Multiplier, is_enumerable, multiplier_blocks
from evalcap.kernels.partialled import Partialled, absorb, partial_out
from evalcap.kernels.wild_bootstrap import redraw, score_maps

_FEWEST_FOR_SIGNS = 6


def wild_bootstrap(
    frame: pd.DataFrame,
    *,
    outcome: str,
    regressors: Sequence[str],
    parameter: str,
    cluster: str,
    fixed_effects: str | Sequence[str] = (),
    weights: Multiplier = "rademacher",
    impose_null: bool = True,
    draws: int = 9999,
    seed: int = 1,
) -> WildBootstrap:
    """Test a regression coefficient by the wild cluster bootstrap.

    Parameters
    ----------
    frame
        One row an observation. Rows with a missing value are left out and counted.
    outcome, regressors
        Columns of numbers; an intercept is added. Redundant regressors are left out and named.
    parameter
        The regressor to test.
    cluster
        Column of the clusters.
    fixed_effects
        One or two columns whose effects are absorbed, as if each level had a dummy.
    weights
        "rademacher" (1 or -1), "webb" (six points, for fewer than ten clusters or so) or
        "mammen".
    impose_null
        Redraw residuals of the regression that holds the coefficient at the null, which keeps
        size better with few clusters.
    draws
        Most draws; with Rademacher weights every sign pattern is used when they are no more.
    seed
        Of the random draws.

    Returns
    -------
    p-value, statistic and interval as Stata's and R's boottest: two-sided, studentised by the
    clustered standard error CR1S, draws beyond the statistic counted strictly, the interval by
    inversion.

    Raises
    ------
    DesignError
        If the coefficient is not identified or the data leave nothing to draw.

    References
    ----------
    Cameron, A. C., Gelbach, J. B. and Miller, D. L. (2008). Bootstrap-based improvements for
    inference with clustered errors. Review of Economics and Statistics 90(3), 414-427.
    Roodman, Nielsen, MacKinnon and Webb (2019). Stata Journal 19(1), 4-60.
    """
    choose("weights", weights, get_args(Multiplier))
    names = column_names(regressors)
    if parameter not in names:
        raise OptionError("parameter", parameter, names)
    choose_whole("draws", draws, least=1)
    rows = read_rows(
        frame,
        outcome=outcome,
        regressors=names,
        cluster=cluster,
        fixed_effects=as_names(fixed_effects),
    )
    return bootstrap_rows(
        rows, parameter, weights=weights, impose_null=impose_null, draws=draws, seed=seed
    )


def bootstrap_rows(
    rows: Rows,
    parameter: str,
    *,
    weights: Multiplier = "rademacher",
    impose_null: bool = True,
    draws: int = 9999,
    seed: int = 1,
    n_codes: int | None = None,
) -> WildBootstrap:
    """Test a coefficient of a regression whose rows are read.

    Parameters
    ----------
    n_codes
        Clusters to draw for, where the rows of others are drawn alike and may have more of them.
    """
    fit, dropped = fit_rows(rows, parameter)
    n, g = len(rows.outcome), int(np.count_nonzero(np.bincount(rows.cluster)))
    drawn = rows.n_clusters if n_codes is None else n_codes
    maps = score_maps(fit, rows.cluster, drawn)
    if maps.std_error * fit.length <= no_variation(rows.outcome):
        raise PerfectFitError(parameter)
    small_sample = float(np.sqrt(g / (g - 1) * (n - 1) / (n - fit.n_parameters)))
    blocks = multiplier_blocks(weights, drawn, draws, seed=seed)
    redrawn = redraw(maps, blocks, impose_null=impose_null)
    return WildBootstrap(
        parameter=parameter,
        point=fit.point,
        std_error=maps.std_error * small_sample,
        n_obs=n,
        n_clusters=g,
        draws=len(redrawn.shift),
        is_enumerated=is_enumerable(weights, drawn, draws),
        weights=weights,
        impose_null=impose_null,
        redrawn=redrawn,
        small_sample=small_sample,
        excluded=rows.excluded,
        notes=_notes(dropped, weights, g),
    )


def fit_rows(rows: Rows, parameter: str) -> tuple[Partialled, tuple[str, ...]]:
    """Reduce a regression to one coefficient; also name the regressors left out.

    Raises
    ------
    CollinearTermsError, TooFewRowsError
    """
    j = rows.names.index(parameter)
    columns = [*rows.regressors.T]
    regressor = columns.pop(j)
    names = (*rows.names[:j], *rows.names[j + 1 :])
    effects = absorb(rows.ways, rows.weight)
    fit = partial_out(rows.outcome, regressor, columns, rows.weight, effects)
    if not fit.is_identified:
        raise CollinearTermsError([parameter])
    if len(rows.outcome) <= fit.n_parameters:
        raise TooFewRowsError(len(rows.outcome), fit.n_parameters)
    return fit, tuple(n for n, left_out in zip(names, fit.redundant, strict=True) if left_out)


def _notes(dropped: Sequence[str], weights: Multiplier, n_clusters: int) -> tuple[str, ...]:
    notes = []
    if dropped:
        notes.append(f"Redundant regressors left out: {', '.join(dropped)}.")
    if weights == "rademacher" and n_clusters < _FEWEST_FOR_SIGNS:
        notes.append(
            f"{n_clusters} clusters have only {2 ** (n_clusters - 1)} sign patterns that differ: "
            "weights='webb' gives a finer p-value."
        )
    return tuple(notes)
