"""One comparison of two groups in two periods, with its refusals in the user's words."""

from dataclasses import dataclass, replace

import numpy as np

from evalcap.errors.design import CollinearComparisonError, DesignError, OverlapError
from evalcap.kernels import contrasts, cross_sections
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.contrasts import Contrast, Method
from evalcap.kernels.cross_sections import Rows
from evalcap.kernels.groups import CollinearComparisonError as CollinearColumnsError
from evalcap.kernels.groups import Groups
from evalcap.kernels.least_squares import span
from evalcap.kernels.logit import SeparationError


@dataclass(frozen=True, slots=True)
class Comparison:
    """The effect in one comparison and what had to be left out of it.

    Attributes
    ----------
    contrast
        The effect and the influence of each unit, or row in cross-sections.
    dropped
        Covariates that are redundant here and were left out; the fit is the same without them.
    """

    contrast: Contrast
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Units of a comparison, ready for any change; `dropped` as in `Comparison`."""

    groups: Groups
    dropped: tuple[str, ...]


def prepare(
    treated: FloatArray, covariates: FloatArray, weight: FloatArray, names: tuple[str, ...]
) -> Prepared:
    """Prepare units for comparison; arguments as for `compare_changes`."""
    regressors, dropped = _regressors(covariates, names)
    return Prepared(Groups(treated, regressors, weight), dropped)


def compare_changes(
    change: FloatArray,
    treated: FloatArray,
    covariates: FloatArray,
    weight: FloatArray,
    *,
    method: Method,
    names: tuple[str, ...],
    cell: str,
) -> Comparison:
    """Compare units seen in both periods.

    Parameters
    ----------
    change
        Outcome after minus before, shape (n_units,).
    treated
        1 for treated, 0 for comparison, shape (n_units,).
    covariates
        Without a constant, shape (n_units, n_names).
    weight
        Shape (n_units,).
    cell
        What to call this comparison in an error.

    Raises
    ------
    OverlapError
        If covariates separate the groups perfectly.
    CollinearComparisonError
        If covariates are redundant among comparison units only and the method needs them.
    """
    prepared = prepare(treated, covariates, weight, names)
    return compare_prepared(change, prepared, method=method, cell=cell)


def compare_prepared(
    change: FloatArray, prepared: Prepared, *, method: Method, cell: str
) -> Comparison:
    """Compare prepared units; arguments and errors as for `compare_changes`."""
    try:
        contrast = contrasts.OF_GROUPS[method](change, prepared.groups)
    except SeparationError:
        raise OverlapError(cell) from None
    except CollinearColumnsError:
        n_comparison = int((prepared.groups.treated == 0).sum())
        raise CollinearComparisonError(cell, n_comparison) from None
    return Comparison(contrast, prepared.dropped)


def compare_rows(rows: Rows, *, method: Method, names: tuple[str, ...], cell: str) -> Comparison:
    """Compare repeated cross-sections; `rows.regressors` come without a constant."""
    regressors, dropped = _regressors(rows.regressors, names)
    estimator = cross_sections.ESTIMATORS[method]
    try:
        contrast = estimator(replace(rows, regressors=regressors))
    except SeparationError:
        raise OverlapError(cell) from None
    except CollinearColumnsError:
        raise CollinearComparisonError(cell, int((rows.treated == 0).sum())) from None
    except contrasts.CollinearTreatedError:
        raise _too_few_treated(cell, int(rows.treated.sum())) from None
    return Comparison(contrast, dropped)


def _too_few_treated(cell: str, n_treated: int) -> DesignError:
    return DesignError(
        f"In {cell} a covariate is redundant among the {n_treated} treated rows of one period.",
        needed="With cross-sections, doubly robust methods also predict the treated rows' outcome "
        "in each period, in which they must vary in every covariate.",
        do="Drop the covariate, or use method='regression' or method='ipw'.",
    )


def _regressors(
    covariates: FloatArray, names: tuple[str, ...]
) -> tuple[FloatArray, tuple[str, ...]]:
    """Give the constant and covariates, in coordinates that no unit of measure can spoil."""
    regressors = np.column_stack([np.ones(len(covariates)), covariates])
    if not names:
        return regressors, ()
    spanned = span(regressors)
    dropped = tuple(n for n, kept in zip(names, spanned.keep[1:], strict=True) if not kept)
    return spanned.basis, dropped
