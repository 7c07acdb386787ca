"""What the grade of a primary analysis is decided on."""

from collections.abc import Sequence

import numpy as np

from evalcap.diagnostics import Check
from evalcap.evidence.grade import Cap, Departure, Standing, grade
from evalcap.evidence.model import GradeRecord
from evalcap.study.analysis import Run
from evalcap.study.estimators import OF_COLUMNS
from evalcap.study.plan import AnalysisSection, Plan


def grade_of(
    run: Run, checks: Sequence[Check], plan: Plan, departure: Departure | None
) -> GradeRecord:
    """Grade a primary analysis by its design, its checks and its data.

    Parameters
    ----------
    departure
        How the plan was not kept in a point that touches the outcome; None where it was.
    """
    section, main = run.section, run.main
    standing = Standing(
        cap=_cap(section),
        n_clusters=main.n_clusters if main else run.panel.n_clusters,
        verdicts={check.name: check.verdict for check in checks},
        share_missing=float(np.isnan(run.panel.outcome).mean()),
        departure=departure,
    )
    return grade(standing, outcome=section.outcome, analysis=section.name, role=plan.role)


def _cap(section: AnalysisSection) -> Cap:
    if section.experimental:
        return "experimental"
    without_change = ("pooled", "between", "random_effects")
    if section.estimator in OF_COLUMNS and section.options.get("model") in without_change:
        return "before_after_or_cross_section"
    return "difference_in_differences"
