"""Run every analysis of a plan."""

from collections.abc import Iterator

import pandas as pd

from evalcap.errors.design import DesignError
from evalcap.errors.study import PrimaryAnalysisError, TooFewPeopleError
from evalcap.evidence.population import arms
from evalcap.study.analysis import Run, run_analysis
from evalcap.study.deviations import Deviation
from evalcap.study.plan import AnalysisSection, Plan
from evalcap.study.publication import Publication

_NOT_TOLD = "the reason is not told, because it may be about few people"


def run_analyses(
    slug: str, plan: Plan, frame: pd.DataFrame, publication: Publication
) -> tuple[list[Run], list[Deviation]]:
    """Run every analysis; a secondary one that gives nothing to publish becomes a deviation.

    Returns
    -------
    The analyses that may be published, and what departs from the plan.

    Raises
    ------
    PrimaryAnalysisError, TooFewPeopleError
        If a primary analysis is not identified, or rests on too few people.
    """
    runs, deviations = [], []
    for section in plan.analyses:
        try:
            run = run_analysis(frame, plan.design, section)
        except DesignError as error:
            if section.primary:
                raise PrimaryAnalysisError(slug, section.name, error) from None
            reason = publication.reason(error, instead=_NOT_TOLD)
            said = f"Analysis {section.name} was not estimated: {reason}"
            deviations.append(Deviation(said, section.outcome))
            continue
        if not publication.are_few(*_people(run, plan, section)):
            runs.append(run)
            continue
        if section.primary:
            raise TooFewPeopleError(slug, section.name, publication.rules.smallest)
        said = (
            f"Analysis {section.name} is not published: fewer than {publication.rules.smallest} "
            "people are behind one side of it."
        )
        deviations.append(Deviation(said, section.outcome))
    return runs, deviations


def _people(run: Run, plan: Plan, section: AnalysisSection) -> Iterator[int]:
    """Count the people on each side of a comparison; of a regression on columns, all of them."""
    if section.estimator != "panel":
        comparison = section.options.get("comparison", plan.design.comparison)
        yield from arms(run.panel, later=comparison == "not_yet_treated")
    yield from (estimate.n_units for estimate in run.estimates.values())
