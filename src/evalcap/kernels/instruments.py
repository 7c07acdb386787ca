"""How strong instruments are, and whether they agree with each other."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chndtrix

from evalcap.kernels.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Reduced:
    """Regressions of the outcome and of the endogenous regressor on the instruments alone.

    Everything is cleared of other regressors and fixed effects, rows multiplied by the root of
    their weight.

    Attributes
    ----------
    outcome, endogenous
        Coefficients of the instruments, shape (n_instruments,).
    scores
        Of the coefficients in the order outcome, endogenous, shape (n_rows, 2 n_instruments).
    bread
        Inverse of the instruments' products, twice along the diagonal, shape (2 n_instruments,
        2 n_instruments).
    residual
        Of outcome and endogenous regressor, shape (n_rows, 2).
    gram
        Products of the instruments, shape (n_instruments, n_instruments).
    share
        Share of the endogenous regressor's variance that the instruments explain.
    """

    outcome: FloatArray
    endogenous: FloatArray
    scores: FloatArray
    bread: FloatArray
    residual: FloatArray
    gram: FloatArray
    share: float


def reduce(outcome: FloatArray, endogenous: FloatArray, instruments: FloatArray) -> Reduced:
    """Regress both on the instruments, shape (n_rows, n_instruments), of full rank."""
    gram = instruments.T @ instruments
    both = np.column_stack([outcome, endogenous])
    coefficients = np.linalg.solve(gram, instruments.T @ both)
    residual = both - instruments @ coefficients
    scores = np.column_stack([instruments * residual[:, [0]], instruments * residual[:, [1]]])
    return Reduced(
        outcome=coefficients[:, 0],
        endogenous=coefficients[:, 1],
        scores=scores,
        bread=np.kron(np.eye(2), np.linalg.inv(gram)),
        residual=residual,
        gram=gram,
        share=float(1 - residual[:, 1] @ residual[:, 1] / (endogenous @ endogenous)),
    )


def effective_f(coefficients: FloatArray, covariance: FloatArray, gram: FloatArray) -> float:
    r"""Give the effective F statistic of a first stage.

    .. math:: F = \hat\pi' Q \hat\pi / \mathrm{tr}(\hat\Sigma Q)

    Parameters
    ----------
    coefficients, covariance
        Of the instruments, shapes (n_instruments,) and (n_instruments, n_instruments).
    gram
        Q, products of the instruments.

    References
    ----------
    Montiel Olea, J. L. and Pflueger, C. (2013). A robust test for weak instruments. Journal of
    Business and Economic Statistics 31(3), 358-369.
    """
    return float(coefficients @ gram @ coefficients / np.trace(covariance @ gram))


def critical_f(
    covariance: FloatArray, gram: FloatArray, *, bias: float = 0.1, level: float = 0.95
) -> float:
    """Give the value that the effective F exceeds with chance 1 - `level` where bias is worst.

    The generalised value that holds whatever the correlation of errors: for one instrument
    23.11 with a bias of a tenth of the worst.

    Parameters
    ----------
    covariance, gram
        As for `effective_f`.
    bias
        Share of the worst-case bias of two-stage least squares that is tolerated.
    """
    values, vectors = np.linalg.eigh(gram)
    root = vectors * np.sqrt(values)
    spread = root.T @ covariance @ root
    total, largest = np.trace(spread), np.linalg.eigvalsh(spread)[-1]
    shift = 1 / bias
    freedom = total**2 * (1 + 2 * shift) / (np.trace(spread @ spread) + 2 * shift * total * largest)
    return float(chndtrix(level, freedom, shift * freedom) / freedom)


def disagreement(
    outcome: FloatArray,
    endogenous: FloatArray,
    instruments: FloatArray,
    spread: FloatArray,
) -> float:
    """Give Hansen's J: how far moments are from zero at the coefficient that suits them best.

    Parameters
    ----------
    outcome, endogenous, instruments
        Cleared of everything else, shapes (n_rows,), (n_rows,) and (n_rows, n_instruments).
    spread
        Variance of the sums of instruments times errors, shape (n_instruments, n_instruments).

    References
    ----------
    Hansen, L. P. (1982). Large sample properties of generalized method of moments estimators.
    Econometrica 50(4), 1029-1054.
    """
    of_outcome, of_endogenous = instruments.T @ outcome, instruments.T @ endogenous
    weighted = np.linalg.solve(spread, of_endogenous)
    best = (weighted @ of_outcome) / (weighted @ of_endogenous)
    moments = of_outcome - best * of_endogenous
    return float(moments @ np.linalg.solve(spread, moments))
