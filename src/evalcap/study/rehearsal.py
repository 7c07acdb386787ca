"""A study's estimates by themselves: nothing is checked, graded or recorded."""

from evalcap.evidence.results import EstimateRecord
from evalcap.study.analyses import run_analyses
from evalcap.study.analysis import records_of
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.protecting import protect
from evalcap.study.publication import Publication
from evalcap.study.study import Study


def rehearse(study: Study) -> tuple[EstimateRecord, ...]:
    """Estimate every analysis of a study, as its evidence would hold it.

    Raises
    ------
    EvalcapError
        What keeps the study from being estimated.
    """
    plan, publication = study.plan, Publication.of(study.plan)
    sources = read_sources(plan, study.folder, study.accepted.fingerprints)
    data = standard_dataset(plan, protect(plan, study.folder, sources))
    runs, _ = run_analyses(study.slug, plan, data.frame, publication)
    return tuple(record for run in runs for record in records_of(run, publication)[0])
