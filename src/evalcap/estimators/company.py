"""Estimation samples without the rows that their unit's or period's own effect fits exactly."""

from collections.abc import Mapping
from dataclasses import replace

from evalcap.dataset import Panel
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.sample import Sample
from evalcap.estimators.selection import Selection
from evalcap.kernels.arrays import BoolArray, IntArray
from evalcap.kernels.company import accompanied
from evalcap.kernels.recoding import recode


def select_accompanied(
    panel: Panel, rows: Selection, excluded: dict[str, int]
) -> tuple[Selection, dict[str, int]]:
    """Leave out rows alone in their unit or period until none is, and add their number.

    Raises
    ------
    NoTreatedError
        If none is left.
    """
    layout = rows.layout
    if layout.is_full and min(layout.shape) > 1:
        return rows, excluded
    keep, reasons = _by_unit_and_period(layout.unit, layout.period)
    if not reasons:
        return rows, excluded
    return Selection.at(panel, rows.positions[keep]), excluded | reasons


def sample_accompanied(sample: Sample) -> Sample:
    """Do the same with a sample of units over time.

    Raises
    ------
    NoTreatedError
    """
    keep, reasons = _by_unit_and_period(sample.unit, sample.period)
    return restrict(sample, keep, reasons) if reasons else sample


def restrict(sample: Sample, keep: BoolArray, reasons: dict[str, int]) -> Sample:
    """Keep the marked rows of a sample of units over time, and add why others are left out."""
    units, unit = recode(sample.unit[keep])
    times, period = recode(sample.period[keep])
    clusters, cluster = recode(sample.cluster[units])
    return replace(
        sample,
        row=None,
        unit=unit,
        period=period,
        outcome=sample.outcome[keep],
        weight=sample.weight[keep],
        covariates=sample.covariates[keep],
        treated_from=sample.treated_from[units],
        unit_weight=sample.unit_weight[units],
        cluster=cluster,
        n_clusters=len(clusters),
        periods=sample.periods[times],
        excluded=sample.excluded | {r: sample.excluded.get(r, 0) + n for r, n in reasons.items()},
    )


def _by_unit_and_period(unit: IntArray, period: IntArray) -> tuple[BoolArray, dict[str, int]]:
    keep, reasons = mark_accompanied({"units": unit, "periods": period})
    if not keep.any():
        raise NoTreatedError("every row is the only one of its unit or of its period")
    return keep, reasons


def mark_accompanied(ways: Mapping[str, IntArray]) -> tuple[BoolArray, dict[str, int]]:
    """Mark rows that are not alone, shape (n_rows,), and count others by whose effect fits them.

    Parameters
    ----------
    ways
        Codes of each row from 0, shape (n_rows,), under the name of whom they tell apart.
    """
    keep, taken = accompanied(list(ways.values()))
    return keep, {f"{who} of a single row": n for who, n in zip(ways, taken, strict=True) if n}
