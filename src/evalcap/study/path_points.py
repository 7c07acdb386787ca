"""Which points of a path rest on enough people to be shown."""

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors import preview
from evalcap.estimate import GroupTimeEffects
from evalcap.evidence.results import PathRecord
from evalcap.study.estimators import Result
from evalcap.study.publication import Publication

_MOST_NAMED = 8


def of_enough_people(
    path: PathRecord, result: Result, panel: Panel, publication: Publication
) -> PathRecord:
    """Leave out the points of a path by event time that rest on few people, and say so.

    Base periods stay: they are zero whoever is in them.
    """
    few = [
        point.label
        for point in path.points
        if path.by == "event_time"
        and point.std_error is not None
        and publication.are_few(_people(result, panel, point.at))
    ]
    said = (
        [f"Effects at {preview(few, _MOST_NAMED)} rest on too few people and are not shown."]
        if few
        else []
    )
    return path.model_copy(
        update={
            "points": tuple(p for p in path.points if p.label not in few),
            "notes": publication.notes([*path.notes, *said]),
        }
    )


def _people(result: Result, panel: Panel, at: float) -> int:
    """Count the treated people behind a point: of its cells, or those seen at that event time."""
    if isinstance(result, GroupTimeEffects):
        cells = ~result.is_base & (result.time - result.cohort == at)
        return int(result.n_treated[cells].sum())
    since = panel.time - panel.treated_from[panel.unit]
    there = ~np.isnan(panel.outcome) & (since == at)
    return len(np.unique(panel.unit[there]))
