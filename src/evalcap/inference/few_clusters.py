"""What an estimate with few clusters reports beside its conventional interval."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors import EvalcapError, count
from evalcap.estimate import Estimate
from evalcap.inference.jackknife import jackknife_clusters
from evalcap.inference.panel_rows import TREATMENT, LeastSquares, panel_rows
from evalcap.inference.randomisation import randomisation_test
from evalcap.inference.randomisation_result import RandomisationTest
from evalcap.inference.reestimation import Statistic
from evalcap.inference.wild_bootstrap import bootstrap_rows
from evalcap.kernels.distribution import Interval
from evalcap.kernels.multipliers import Multiplier

Method = Literal["wild_bootstrap", "jackknife", "randomisation"]

FEW_CLUSTERS = 40
FEW_IN_A_GROUP = 6


@dataclass(frozen=True, slots=True)
class ClusterCounts:
    """Clusters with a unit that is treated, and with one that is not.

    Attributes
    ----------
    treated
        Clusters in which treatment begins within the periods observed.
    comparison
        Clusters with a unit never treated then; if there are none, with one treated after the
        first cohort.
    """

    treated: int
    comparison: int

    @property
    def are_few(self) -> bool:
        """Whether too few clusters stand on one side for bootstrap and jackknife."""
        return min(self.treated, self.comparison) < FEW_IN_A_GROUP


@dataclass(frozen=True, slots=True)
class SmallSample:
    """Inference that holds better with few clusters than the conventional interval.

    Attributes
    ----------
    method
        How it was found.
    interval
        95 % interval, in units of the outcome; infinite where no effect can be rejected.
    p_value
        Of no effect.
    sentence
        The finding in plain words, with what a reader must know.
    """

    method: Method
    interval: Interval
    p_value: float
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def few_clusters(
    estimate: Estimate,
    panel: Panel,
    estimator: Callable[[Panel], Estimate],
    *,
    least_squares: LeastSquares | None = None,
    of_treatment: bool = True,
    draws: int = 499,
    seed: int = 1,
) -> SmallSample | None:
    """Find the inference that an estimate with fewer than 40 clusters needs.

    Least squares get the wild cluster bootstrap, other estimators the delete-one-cluster
    jackknife with t(G-1). With fewer than six treated or six comparison clusters neither can be
    trusted: randomisation inference takes their place where treatment can be dealt anew.

    Parameters
    ----------
    estimate
        As it was found on `panel`.
    estimator
        Gives it again from another panel.
    least_squares
        The regression, where it is one; None for other estimators.
    of_treatment
        Whether the estimate follows `treated_from`, so that dealing it anew says something;
        that of a column of the data does not.
    draws
        Most assignments of the randomisation test, each of which estimates three times; the
        wild bootstrap always has 9,999 draws.

    Returns
    -------
    None with 40 clusters or more.

    Raises
    ------
    DesignError
        If none of the methods can be computed.
    """
    if min(estimate.n_clusters, panel.n_clusters) >= FEW_CLUSTERS:
        return None
    of_column = least_squares is not None and least_squares.parameter is not None
    if of_treatment and not of_column and count_clusters(panel).are_few:
        statistic: Statistic = "studentised" if np.isfinite(estimate.std_error) else "estimate"
        test = partial(randomisation_test, invert=True, statistic=statistic, draws=draws, seed=seed)
        return _with_few_in_a_group(panel, estimator, least_squares, test, seed)
    if least_squares is not None:
        return _by_wild_bootstrap(panel, least_squares, seed)
    return _by_jackknife(panel, estimator)


def count_clusters(panel: Panel) -> ClusterCounts:
    """Count clusters with treated and with comparison units."""
    start = panel.treated_from
    treated = start <= panel.periods[-1]
    other = start > start.min() if treated.all() else ~treated
    n_treated, n_other = (len(np.unique(panel.cluster[units])) for units in (treated, other))
    return ClusterCounts(n_treated, n_other)


def _with_few_in_a_group(
    panel: Panel,
    estimator: Callable[[Panel], Estimate],
    least_squares: LeastSquares | None,
    test: Callable[[Panel, Callable[[Panel], Estimate]], RandomisationTest],
    seed: int,
) -> SmallSample:
    """Prefer randomisation inference; where it cannot be had, say why and warn."""
    counts = count_clusters(panel)
    few = (
        f"Treated units stand in {count(counts.treated, 'cluster')} and comparison units in "
        f"{count(counts.comparison, 'cluster')}"
    )
    try:
        return _by_randomisation(test(panel, estimator), few)
    except EvalcapError as error:
        reason = f"{few}, and randomisation inference cannot be used: {error.wrong}"
    if least_squares is not None:
        other = _by_wild_bootstrap(panel, least_squares, seed)
    else:
        other = _by_jackknife(panel, estimator)
    return replace(other, sentence=f"{reason} {other.sentence} Read it with great caution.")


def _by_randomisation(test: RandomisationTest, few: str) -> SmallSample:
    interval = test.interval()
    which = "all" if test.is_enumerated else "random"
    sentence = (
        f"{few}, too few for other methods; randomisation inference ({which} {test.draws} "
        f"assignments of treatment to {test.n_groups} {test.level}) gives "
        f"{_interval_words(interval)}, p = {test.p_value:.3g}."
    )
    return SmallSample("randomisation", interval, test.p_value, " ".join((sentence, *test.notes)))


def _by_wild_bootstrap(panel: Panel, least_squares: LeastSquares, seed: int) -> SmallSample:
    rows = panel_rows(panel, least_squares)
    weights: Multiplier = "webb" if rows.n_clusters < FEW_IN_A_GROUP else "rademacher"
    test = bootstrap_rows(rows, least_squares.parameter or TREATMENT, weights=weights, seed=seed)
    interval = test.interval()
    how = f"all {test.draws} sign patterns" if test.is_enumerated else f"{test.draws} draws"
    sentence = (
        f"{_conventional(test.n_clusters)}; the wild cluster bootstrap ({how}) gives "
        f"{_interval_words(interval)}, {test.p_words()}."
    )
    return SmallSample("wild_bootstrap", interval, test.p_value, sentence)


def _by_jackknife(panel: Panel, estimator: Callable[[Panel], Estimate]) -> SmallSample:
    test = jackknife_clusters(panel, estimator)
    interval = test.interval()
    sentence = (
        f"{_conventional(test.n_clusters)}; leaving out one cluster at a time gives "
        f"{_interval_words(interval)}, p = {test.p_value:.3g}."
    )
    return SmallSample("jackknife", interval, test.p_value, " ".join((sentence, *test.notes)))


def _conventional(n_clusters: int) -> str:
    return f"With {n_clusters} clusters the conventional interval tends to be too narrow"


def _interval_words(interval: Interval) -> str:
    low, high = (f"{limit:.4g}" if np.isfinite(limit) else "" for limit in interval)
    if low and high:
        return f"a 95% CI from {low} to {high}"
    if low or high:
        return f"a 95% CI from {low} on" if low else f"a 95% CI up to {high}"
    return "a 95% CI without limits"
