"""Two-way fixed effects as comparisons of two groups before and after one of them is treated."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class TimingComparisons:
    """Differences in differences between groups treated at different times.

    Attributes
    ----------
    group, against
        The group whose treatment begins and the one it is compared with, shape (k,).
    estimate
        In units of the outcome, shape (k,).
    weight
        In the two-way fixed effects coefficient; positive, sums to one, shape (k,).
    """

    group: IntArray
    against: IntArray
    estimate: FloatArray
    weight: FloatArray


def compare_timing(mean: FloatArray, size: IntArray, begin: IntArray) -> TimingComparisons:
    """Compare each group with every other while only the first one's treatment changes.

    The other group is not treated yet, is treated throughout the periods compared, or never is;
    the weight is the product of both sizes and of the periods on either side.

    Parameters
    ----------
    mean
        Mean outcome of each group, shape (n_groups, n_periods).
    size
        Units in each group, shape (n_groups,).
    begin
        Position of the first treated period; 0 for always, n_periods or more for never, all
        different, shape (n_groups,).

    References
    ----------
    Goodman-Bacon, A. (2021). Difference-in-differences with variation in treatment timing.
    Journal of Econometrics 225(2), 254-277.
    """
    n_periods = mean.shape[1]
    changing = np.flatnonzero((begin > 0) & (begin < n_periods))
    pairs = [(k, j) for k in changing for j in range(len(begin)) if j != k]
    group, against = np.array(pairs, np.intp).reshape(-1, 2).T
    estimate, weight = np.empty(len(pairs)), np.empty(len(pairs))
    for at, (k, j) in enumerate(pairs):
        first = begin[j] if begin[j] < begin[k] else 0
        last = min(begin[j], n_periods) if begin[j] > begin[k] else n_periods
        gap = mean[k] - mean[j]
        estimate[at] = gap[begin[k] : last].mean() - gap[first : begin[k]].mean()
        weight[at] = float(size[k]) * size[j] * (last - begin[k]) * (begin[k] - first)
    return TimingComparisons(group, against, estimate, weight / weight.sum())
