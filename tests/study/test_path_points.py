"""Held beside tests/study/test_analysis.py, which has the paths of group-time effects."""

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.estimate import EffectPath
from evalcap.evidence.assembly import Place, path_record
from evalcap.privacy.disclosure import Rules
from evalcap.study.path_points import of_enough_people
from evalcap.study.publication import Publication

PEOPLE, PLACES = (Publication(people=people, rules=Rules()) for people in (True, False))


def _path_of(n_late):
    """Twelve officers trained from wave 2 on, of whom some have a score in wave 3."""
    rows = [
        {"officer": i, "wave": wave, "start": 2 if i < 12 else None, "score": float(wave)}
        for i in range(24)
        for wave in (1, 2, 3)
        if wave < 3 or i < n_late or i >= 12
    ]
    panel = Panel.from_frame(
        pd.DataFrame(rows), unit="officer", time="wave", outcome="score", treated_from="start"
    )
    path = EffectPath.from_estimates([-1, 0, 1], [0.0, 1.0, 2.0], np.diag([0.0, 0.1, 0.1]))
    return path_record(path, Place("score", "main", primary=True), "{:+g}".format), path, panel


def test_points_of_a_path_from_elsewhere_need_enough_people_with_an_outcome():
    record, path, panel = _path_of(n_late=9)
    found = of_enough_people(record, path, panel, PEOPLE)
    assert [p.label for p in found.points] == ["-1", "+0"]
    assert found.notes == ("Effects at +1 rest on too few people and are not shown.",)


def test_with_enough_people_every_point_is_shown():
    record, path, panel = _path_of(n_late=10)
    assert of_enough_people(record, path, panel, PEOPLE) == record


def test_points_of_few_places_are_shown():
    record, path, panel = _path_of(n_late=2)
    assert of_enough_people(record, path, panel, PLACES) == record
