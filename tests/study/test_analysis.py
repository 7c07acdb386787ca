from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evalcap.errors.design import DesignError, NoComparisonError, NoVariationError
from evalcap.estimate import EffectPath
from evalcap.estimators.instrumental import estimate_instrumental
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


def test_triple_differences_are_of_the_eligible_in_both_forms(scores):
    # Every officer gains alike but for the trained, so that the effect is on some of them: five.
    scores["recruit"] = scores["officer"].rank(method="dense") % 2
    off = (scores["recruit"] == 0) & (scores["wave"] >= scores["trained_from"])
    scores.loc[off, "score"] -= 5
    later = DESIGN.model_copy(update={"comparison": "not_yet_treated"})
    options = {"eligible": "recruit"}
    by_time = _section("group_time_triple_difference", options=options)
    (estimate,), (path,) = _records(scores, by_time, later)
    assert estimate.point == pytest.approx(5)
    assert estimate.estimand == "ATT on eligible units"
    assert path.key == "score/main/event_time"
    assert "not yet treated" in estimate.estimator
    two = _section("triple_difference", options=options | {"before": 2, "after": 3})
    assert _records(scores, two)[0][0].point == pytest.approx(5)


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


@pytest.fixture
def counts(scores):
    """Officers' finds, an offer of a course, whether they took it, and whether they passed."""
    rng = np.random.default_rng(7)
    frame = scores.assign(
        offer=rng.integers(0, 2, size=len(scores)), hours=rng.normal(size=len(scores))
    )
    frame["taken"] = frame["offer"] * (rng.uniform(size=len(frame)) < 0.8)
    frame["found"] = rng.poisson(3 + frame["taken"])
    frame["passed"] = (rng.uniform(size=len(frame)) < 0.4 + 0.3 * frame["taken"]).astype(int)
    return frame


def test_instruments_give_one_estimate_with_the_robust_set_in_its_notes(counts):
    options = {"endogenous": "taken", "instruments": ["offer"], "covariates": ["hours"]}
    section = _section("instrumental", outcome="found", options=options, primary=True)
    (estimate,), paths = _records(counts, section)
    fit = estimate_instrumental(run_analysis(counts, DESIGN, section).panel, **options)
    assert (estimate.key, estimate.term, paths) == ("found/main", None, [])
    assert estimate.point == pytest.approx(fit.term("taken").point)
    assert "Anderson-Rubin 95% set" in estimate.notes[0]
    assert not fit.first_stage.is_weak
    # Thirty-six officers are few clusters.
    assert estimate.small_sample.method == "jackknife"


def test_weak_instruments_put_the_robust_set_in_place_of_the_interval(counts):
    counts["offer"] = np.random.default_rng(8).normal(size=len(counts))
    options = {"endogenous": "taken", "instruments": ["offer"]}
    (estimate,), _ = _records(counts, _section("instrumental", outcome="found", options=options))
    assert estimate.small_sample.method == "anderson_rubin"
    assert (estimate.small_sample.conf_low, estimate.small_sample.conf_high) == (None, None)
    assert estimate.told_low <= 0 <= estimate.told_high
    assert "cannot be relied upon" in estimate.small_sample.sentence


def test_counts_are_told_as_average_effects_with_the_ratio_in_the_notes(counts):
    section = _section("poisson", outcome="found", options={"regressors": ["taken"]})
    (estimate,), _ = _records(counts, section)
    fit = run_analysis(counts, DESIGN, section).result
    assert (estimate.key, estimate.term) == ("found/main/taken", "taken")
    assert estimate.point == pytest.approx(fit.effect("taken").point)
    assert estimate.notes[0] == f"taken: {fit.ratio('taken')}."
    assert estimate.small_sample.method == "jackknife"


def test_shares_are_told_as_average_differences(counts):
    section = _section("logit", outcome="passed", options={"regressors": ["taken"]})
    (estimate,), _ = _records(counts, section)
    share = counts.groupby("taken")["passed"].mean()
    assert estimate.point == pytest.approx(share[1] - share[0])


def test_a_conditional_logit_has_nothing_to_tell_in_the_outcomes_unit(counts):
    options = {"regressors": ["taken"], "model": "conditional"}
    with pytest.raises(DesignError, match="no effects on shares"):
        run_analysis(counts, DESIGN, _section("logit", outcome="passed", options=options))


def test_counts_before_and_after_give_one_estimate_and_one_path(counts):
    (estimate,), (path,) = _records(
        counts, _section("extended_poisson", outcome="found", primary=True)
    )
    effects = run_analysis(counts, DESIGN, _section("extended_poisson", outcome="found")).result
    assert estimate.point == pytest.approx(effects.aggregate().point)
    assert [p.label for p in path.points] == ["0"]
    assert "would have been expected" in estimate.notes[-1]
