from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evalcap.errors.design import DesignError, NoComparisonError, NoVariationError
from evalcap.estimate import EffectPath
from evalcap.privacy.disclosure import Rules
from evalcap.study.analysis import records_of, run_analysis
from evalcap.study.plan import AnalysisSection, DesignSection
from evalcap.study.publication import Publication

DESIGN = DesignSection(unit="officer", time="wave", treated_from="trained_from")
OPEN = Publication(people=False, rules=Rules())
PEOPLE = Publication(people=True, rules=Rules())


@pytest.fixture
def scores(frame):
    return frame.rename(columns={"Test score": "score"})


def _section(estimator="group_time", name="main", outcome="score", **more):
    return AnalysisSection(name=name, outcome=outcome, estimator=estimator, **more)


def _records(frame, section, design=DESIGN, publication=OPEN):
    return records_of(run_analysis(frame, design, section), publication)


def test_group_time_gives_one_estimate_and_one_path(scores):
    (estimate,), (path,) = _records(scores, _section(primary=True))
    assert (estimate.key, estimate.primary) == ("score/main", True)
    assert estimate.point == pytest.approx(5)
    assert path.key == "score/main/event_time"
    assert [p.label for p in path.points] == ["-1", "0"]
    assert [p.point for p in path.points] == pytest.approx([0, 5])


def test_a_two_period_estimate_has_no_path(scores):
    section = _section("two_period", options={"before": 2, "after": 3})
    (estimate,), paths = _records(scores, section)
    assert (estimate.key, paths) == ("score/main", [])
    assert estimate.point == pytest.approx(5)
    assert estimate.excluded == {"rows in other periods": 36}


def test_a_regression_gives_one_estimate_a_term(scores):
    scores["on"] = scores["wave"] >= scores["trained_from"]
    section = _section("panel", options={"regressors": ["on", "wave"]})
    estimates, paths = _records(scores, section)
    assert [(e.key, e.term) for e in estimates] == [
        ("score/main/on", "on"),
        ("score/main/wave", "wave"),
    ]
    assert paths == []


def test_a_path_without_a_summary_gives_no_estimate(scores):
    path = EffectPath.from_estimates([-2, 0], [0.1, 1.0], np.diag([0.1, 0.1]), n_clusters=36)
    run = replace(run_analysis(scores, DESIGN, _section()), result=path)
    assert run.main is None
    estimates, (record,) = records_of(run, OPEN)
    assert (estimates, record.overall) == ([], None)


def test_group_time_takes_the_comparison_of_the_design_unless_told(scores):
    later = DESIGN.model_copy(update={"comparison": "not_yet_treated"})
    assert "not yet treated" in _records(scores, _section(), later)[0][0].estimator
    told = _section(options={"comparison": "never_treated"})
    assert "never treated" in _records(scores, told, later)[0][0].estimator


def test_rows_outside_where_are_counted_first_by_what_was_wanted(scores):
    scores.loc[scores["wave"] == 1, "score"] = np.nan
    section = _section(where={"region": ["north"], "sex": ["female"]})
    (estimate,), _ = _records(scores, section)
    assert estimate.excluded == {
        "rows outside region: north; sex: female": 54,
        "rows without outcome": 18,
    }


def test_points_of_a_path_that_rest_on_few_people_are_not_shown(scores):
    # Officers 0 to 8 are trained a wave earlier than the other six: nine are seen a wave later.
    early = scores["officer"].isin([f"O{i:02}" for i in range(9)])
    staggered = scores.assign(trained_from=scores["trained_from"].mask(early, 2))
    _, (whole,) = _records(staggered, _section())
    assert [p.label for p in whole.points] == ["-1", "0", "+1"]
    _, (path,) = _records(staggered, _section(), publication=PEOPLE)
    # Two waves before the start of the six, and one wave after that of the nine.
    assert [p.label for p in path.points] == ["0"]
    assert path.notes == ("Effects at -1, +1 rest on too few people and are not shown.",)


def test_a_note_about_one_person_names_no_group_and_is_said_once(scores):
    one = scores["officer"] == "O00"
    staggered = scores.assign(trained_from=scores["trained_from"].mask(one, 2))
    (told,), _ = _records(staggered, _section())
    assert any("cohort 2" in note for note in told.notes)
    (estimate,), _ = _records(staggered, _section(), publication=PEOPLE)
    assert not any("cohort" in note or " one " in note for note in estimate.notes)
    assert sum("so few people" in note for note in estimate.notes) == 1


@pytest.mark.parametrize("value", [0.0, 7.3])
def test_an_outcome_that_never_varies_is_refused_and_not_divided_by_zero(scores, value):
    with pytest.raises(NoVariationError):
        run_analysis(scores.assign(score=value), DESIGN, _section())


def test_a_regression_without_a_standard_error_is_refused(scores):
    scores["on"] = (scores["wave"] >= scores["trained_from"]).astype(float)
    constant = _section("panel", options={"regressors": ["on"], "variance": "classical"})
    with pytest.raises(DesignError, match="nothing varies"):
        run_analysis(scores.assign(score=1.0), DESIGN, constant)


def test_effects_before_treatment_that_are_refused_do_not_take_the_others_with_them():
    # The covariate is the same for all comparison units in wave 1, so the change from wave 1 to
    # wave 2 cannot be adjusted for it; the change from wave 2 to wave 3 can.
    rows = [
        {"unit": i, "wave": w, "start": 3 if i < 20 else None, "y": i % 7 + w * (i % 3) + (w == 3)}
        for i in range(40)
        for w in (1, 2, 3)
    ]
    frame = pd.DataFrame(rows)
    frame["x"] = np.where((frame["wave"] == 1) & (frame["unit"] >= 20), 1.0, frame["unit"] % 5)
    design = DesignSection(unit="unit", time="wave", treated_from="start")
    section = _section(outcome="y", options={"method": "regression", "covariates": ["x"]})
    (estimate,), (path,) = _records(frame, section, design)
    assert np.isfinite(estimate.point)
    assert [p.label for p in path.points] == ["0"]
    assert "not shown" in path.notes[-1]


def test_a_design_that_is_not_identified_is_refused(scores):
    with pytest.raises(NoComparisonError):
        run_analysis(scores.assign(trained_from=3), DESIGN, _section())
