"""The regression behind a panel's estimate, as rows."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.estimators.clustering import cluster_codes
from evalcap.estimators.company import select_accompanied
from evalcap.estimators.selection import Selection
from evalcap.estimators.usable import usable_rows
from evalcap.inference.rows import Rows

Effect = Literal["unit", "period"]
TREATMENT = "treatment"
TWO_WAY: tuple[Effect, ...] = ("unit", "period")


@dataclass(frozen=True, slots=True)
class LeastSquares:
    """The regression behind an estimate.

    Attributes
    ----------
    covariates
        Columns beside treatment.
    fixed_effects
        What is absorbed.
    parameter
        The covariate whose coefficient is estimated; None for treatment.
    """

    covariates: tuple[str, ...] = ()
    fixed_effects: tuple[Effect, ...] = TWO_WAY
    parameter: str | None = None


def panel_rows(panel: Panel, spec: LeastSquares) -> Rows:
    """Read the rows that the panel's least-squares estimators use."""
    usable = usable_rows(panel, spec.covariates)
    rows, excluded = Selection.of(panel, usable.keep), usable.excluded
    if spec.fixed_effects == TWO_WAY:
        rows, excluded = select_accompanied(panel, rows, excluded)
    columns, names = usable.covariates[rows.row], spec.covariates
    if spec.parameter is None:
        columns = np.column_stack([panel.is_treated[rows.row].astype(float), columns])
        names = (TREATMENT, *names)
    codes = {"unit": rows.layout.unit, "period": rows.layout.period}
    return Rows(
        kept=rows.positions,
        outcome=panel.outcome[rows.row],
        regressors=columns,
        names=names,
        cluster=cluster_codes(panel, rows, None),
        ways=tuple(codes[effect] for effect in spec.fixed_effects),
        weight=usable.weight[rows.row],
        excluded=excluded,
    )
