r"""A triple difference from three comparisons of the same treated units.

Eligible units where the programme came are compared with ineligible ones there, with eligible and
with ineligible ones where it did not come:

.. math:: \tau_{\text{ineligible, there}} + \tau_{\text{eligible, elsewhere}}
          - \tau_{\text{ineligible, elsewhere}}

Each comparison makes its own units like the treated and eligible. The difference of two adjusted
double differences would make the ineligible ones elsewhere like the ineligible ones there, and so
hold for other people than those the programme reached.

References
----------
Ortiz-Villavicencio, M. and Sant'Anna, P. H. C. (2025). Better understanding triple differences
estimators. arXiv:2505.09942, sections 3 and 4.
"""

from collections.abc import Sequence

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.contrasts import Contrast

SIGNS = (1.0, 1.0, -1.0)
# Differences between estimates that are smaller than this share of their influence are rounding.
_ROUNDING = 1e-10


def triple_difference(pairs: Sequence[Contrast]) -> Contrast:
    """Add up the three comparisons.

    Parameters
    ----------
    pairs
        With ineligible units where the programme came, eligible and ineligible ones elsewhere.
        Influence is of all entries, zero for those that a comparison leaves out, shape (n,).
    """
    signed = list(zip(SIGNS, pairs, strict=True))
    influence: FloatArray = np.sum([sign * pair.influence for sign, pair in signed], axis=0)
    att = sum(sign * pair.att for sign, pair in signed)
    return Contrast(att, influence, sum(pair.n_trimmed for pair in pairs))


def spread_over(contrast: Contrast, chosen: BoolArray) -> Contrast:
    """Give the influence of all entries on a contrast of those chosen, shape (n,)."""
    influence = np.zeros(len(chosen))
    influence[chosen] = contrast.influence * (len(chosen) / chosen.sum())
    return Contrast(contrast.att, influence, contrast.n_trimmed)


def efficient_weights(influence: FloatArray) -> FloatArray:
    r"""Weights, adding up to one, of the least variable average of several estimates.

    .. math:: \Omega^{-1} 1 / (1' \Omega^{-1} 1), \quad \Omega = E[\psi \psi']

    Found by regressing the plain average on each estimate's distance from it, which stays exact
    where the estimates share most of their variation. Estimates that differ by no more than
    rounding weigh the same.

    Parameters
    ----------
    influence
        Influence of each unit on each estimate of the same effect, shape (n, k).

    Returns
    -------
    Shape (k,). Some may be negative.
    """
    middle = influence.mean(axis=1)
    apart = influence - middle[:, None]
    size, most = np.linalg.norm(middle), np.linalg.norm(apart)
    plain = np.full(influence.shape[1], 1 / influence.shape[1])
    if most <= _ROUNDING * size:
        return plain
    return np.asarray(plain - np.linalg.lstsq(apart, middle, rcond=_ROUNDING)[0])
