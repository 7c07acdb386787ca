"""Outcome, regressors and instruments, cleared of fixed effects and on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.design import CollinearTermsError, EmptySampleError, OptionError
from evalcap.errors.instruments import InstrumentsError, OwnInstrumentError
from evalcap.estimators.absorbed import (
    ABSORBED_WORDS,
    Absorbed,
    absorbed_ways,
    cleared,
    require_units,
)
from evalcap.estimators.company import mark_accompanied
from evalcap.estimators.usable import usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.least_squares import span, surviving_columns
from evalcap.kernels.recoding import recode
from evalcap.kernels.tall import lengths


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column is what."""

    endogenous: str
    instruments: tuple[str, ...]
    covariates: tuple[str, ...]

    @classmethod
    def of(cls, endogenous: str, instruments: Sequence[str], covariates: Sequence[str]) -> "Roles":
        """Read the names; each column has one role.

        Raises
        ------
        OptionError, OwnInstrumentError
        """
        roles = cls(endogenous, column_names(instruments), column_names(covariates))
        if not roles.instruments:
            raise OptionError("instruments", roles.instruments, ("at least one column",))
        names = roles.names
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise OwnInstrumentError(twice)
        return roles

    @property
    def names(self) -> tuple[str, ...]:
        """All columns: the endogenous regressor, instruments, covariates."""
        return (self.endogenous, *self.instruments, *self.covariates)


@dataclass(frozen=True, slots=True)
class InstrumentalSample:
    """Usable rows, cleared of fixed effects and multiplied by the root of their weight.

    Attributes
    ----------
    row
        Positions in the panel, shape (n_rows,).
    ways
        The fixed effects, each coded from 0, shape (n_rows,).
    outcome
        In its own unit, shape (n_rows,).
    endogenous, instruments, covariates
        With a mean square of one, shapes (n_rows,), (n_rows, n_instruments) and (n_rows, m).
    scale
        Root mean square of each of them in the data, in that order.
    dropped
        Covariates that are redundant.
    """

    roles: Roles
    row: IntArray
    unit: IntArray
    ways: tuple[IntArray, ...]
    outcome: FloatArray
    endogenous: FloatArray
    instruments: FloatArray
    covariates: FloatArray
    scale: FloatArray
    dropped: tuple[str, ...]
    excluded: dict[str, int]

    def beyond_covariates(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Clear outcome, endogenous regressor and instruments of the covariates too."""
        basis = span(self.covariates).basis
        columns = np.column_stack([self.outcome, self.endogenous, self.instruments])
        left = columns - basis @ (basis.T @ columns)
        left = left - basis @ (basis.T @ left)
        return left[:, 0], left[:, 1], left[:, 2:]


def draw_instrumental_sample(panel: Panel, roles: Roles, model: Absorbed) -> InstrumentalSample:
    """Choose the rows, and refuse columns that carry nothing of their own.

    Raises
    ------
    CollinearTermsError, InstrumentsError, NoUnitEffectsError, EmptySampleError
    """
    require_units(panel, model, "Instrumental variables")
    usable = usable_rows(panel, roles.names)
    row, excluded = _accompanied(panel, np.flatnonzero(usable.keep), model)
    _, unit = recode(panel.unit[row])
    _, period = recode(panel.period[row])
    ways = absorbed_ways(model, unit, period)
    raw = np.column_stack([panel.outcome[row], usable.covariates[row]])
    left = cleared(raw, ways, usable.weight[row])
    keep = _require_own_variation(raw[:, 1:], left[:, 1:], roles, ABSORBED_WORDS[model])
    left *= np.sqrt(usable.weight[row])[:, None]
    kept = np.flatnonzero(keep)
    scale = np.sqrt((left[:, 1:][:, kept] ** 2).mean(axis=0))
    columns = left[:, 1:][:, kept] / scale
    first = 1 + len(roles.instruments)
    covariates = tuple(roles.names[i] for i in kept[first:])
    return InstrumentalSample(
        roles=Roles(roles.endogenous, roles.instruments, covariates),
        row=row,
        unit=unit,
        ways=tuple(ways),
        outcome=left[:, 0],
        endogenous=columns[:, 0],
        instruments=columns[:, 1:first],
        covariates=columns[:, first:],
        scale=scale,
        dropped=tuple(n for n in roles.covariates if n not in covariates),
        excluded=usable.excluded | excluded,
    )


_ALONE: dict[Absorbed, tuple[str, ...]] = {
    "pooled": (),
    "fixed_effects": ("units",),
    "two_way": ("units", "periods"),
}


def _accompanied(panel: Panel, row: IntArray, model: Absorbed) -> tuple[IntArray, dict[str, int]]:
    """Leave out rows that an effect of their own fits exactly, and count them."""
    codes = {"units": panel.unit[row], "periods": panel.period[row]}
    absorbed = {who: codes[who] for who in _ALONE[model]}
    if not absorbed:
        return row, {}
    keep, reasons = mark_accompanied(absorbed)
    if not keep.any():
        raise EmptySampleError("every row is the only one of its unit or of its period")
    return row[keep], reasons


def _require_own_variation(
    raw: FloatArray, left: FloatArray, roles: Roles, model: str
) -> BoolArray:
    """Mark what can be used, in the order of the roles; only covariates may be left out.

    Parameters
    ----------
    raw, left
        Columns as they are and cleared of fixed effects, shape (n_rows, 1 + n_instruments + m).
    """
    first, length = 1 + len(roles.instruments), lengths(raw)
    order = np.r_[first : raw.shape[1], 1:first]
    alive = surviving_columns(length[order], left[:, order])
    n_covariates = len(roles.covariates)
    useless = [n for n, a in zip(roles.instruments, alive[n_covariates:], strict=True) if not a]
    if useless:
        at = [roles.names.index(name) for name in useless]
        alone = np.array([surviving_columns(length[[i]], left[:, [i]])[0] for i in at])
        raise InstrumentsError(
            [n for n, varies in zip(useless, alone, strict=True) if not varies],
            [n for n, varies in zip(useless, alone, strict=True) if varies],
            model,
        )
    order = np.r_[first : raw.shape[1], 0]
    if not surviving_columns(length[order], left[:, order])[-1]:
        raise CollinearTermsError([roles.endogenous])
    return np.concatenate([np.ones(first, bool), alive[:n_covariates]])
