import numpy as np
import pandas as pd
import pytest

from evalcap.privacy.disclosure import Rules
from evalcap.study.analysis import run_analysis
from evalcap.study.checks import check_record, checks_of
from evalcap.study.plan import AnalysisSection, DesignSection
from evalcap.study.publication import Publication

PLACES = Publication(people=False, rules=Rules())
DESIGN = DesignSection(unit="officer", time="wave", treated_from="trained_from")


def _run(frame, estimator="group_time", design=DESIGN, **options):
    section = AnalysisSection(name="main", outcome="score", estimator=estimator, options=options)
    return run_analysis(frame, design, section)


@pytest.fixture
def scores(frame):
    return frame.rename(columns={"Test score": "score"})


@pytest.fixture
def noisy():
    """Sixty officers in five waves, with errors of their own."""
    rng = np.random.default_rng(4)
    rows = [
        {"officer": u, "wave": w, "trained_from": 3 if u < 30 else None, "hours": u % 7}
        for u in range(60)
        for w in range(5)
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(score=rng.normal(size=len(frame)).round(3))


def test_a_path_is_checked_from_pre_trends_to_single_clusters(noisy):
    names = [check.name for check in checks_of(_run(noisy), PLACES)]
    expected = ["pre_trends", "sensitivity", "balance", "attrition", "leave_one_cluster_out"]
    assert names == expected


def test_sensitivity_is_asked_of_one_base_whatever_the_plan_s_own(noisy):
    varying, universal = (
        next(c for c in checks_of(_run(noisy, base_period=base), PLACES) if c.name == "sensitivity")
        for base in ("varying", "universal")
    )
    assert varying.sentence == universal.sentence


def test_overlap_is_checked_where_covariates_adjust(noisy):
    run = _run(noisy, "two_period", before=2, after=4, covariates=["hours"])
    assert "overlap" in [check.name for check in checks_of(run, PLACES)]


def test_the_overlap_of_a_triple_difference_is_not_that_of_treated_and_all_others(noisy):
    noisy["recruit"] = noisy["officer"] % 2
    options = {"eligible": "recruit", "covariates": ["hours"]}
    run = _run(noisy, "group_time_triple_difference", **options)
    names = [c.name for c in checks_of(run, PLACES)]
    assert "overlap" not in names
    assert {"pre_trends", "sensitivity", "balance"} <= set(names)


def test_two_periods_have_no_pre_trends_to_check(scores):
    names = [c.name for c in checks_of(_run(scores, "two_period", before=2, after=3), PLACES)]
    assert "pre_trends" not in names
    assert {"balance", "attrition"} <= set(names)


def test_different_people_in_each_period_are_not_lost(scores):
    design = DESIGN.model_copy(update={"unit": None})
    run = _run(scores, design=design, unbalanced="cross_sections")
    assert "attrition" not in [check.name for check in checks_of(run, PLACES)]


def test_balance_compares_the_covariates_of_the_analysis(scores):
    run = _run(scores, covariates=["hours"], method="regression")
    balance = next(check for check in checks_of(run, PLACES) if check.name == "balance")
    assert [row["covariate"] for row in balance.details] == ["score", "hours"]


def test_a_check_is_recorded_under_its_analysis(scores):
    run = _run(scores)
    record = check_record(checks_of(run, PLACES)[0], run, PLACES)
    assert record.key == "score/main/pre_trends"
    assert (record.outcome, record.analysis, record.name) == ("score", "main", "pre_trends")
    assert record.verdict == "passed"
    assert record.p_value == pytest.approx(1)


def test_pre_trends_of_few_clusters_are_tested_over_the_last_periods():
    # 8 clusters and 9 periods before treatment: all at once cannot be tested, the last 3 can.
    rng = np.random.default_rng(1)
    rows = [
        {"officer": u, "wave": w, "trained_from": 10 if u < 24 else None, "region": u % 8}
        for u in range(48)
        for w in range(12)
    ]
    frame = pd.DataFrame(rows)
    frame["score"] = rng.normal(size=len(frame)).round(3)
    run = _run(frame, design=DESIGN.model_copy(update={"cluster": "region"}))
    check = checks_of(run, PLACES)[0]
    assert check.verdict in ("passed", "concern", "failed")
    assert [row["event_time"] for row in check.details] == [-3, -2, -1]


@pytest.mark.parametrize(("n_posts", "is_made"), [(20, False), (3, True)])
def test_no_few_people_are_left_out_by_themselves(noisy, n_posts, is_made):
    people = Publication(people=True, rules=Rules())
    posts = noisy.assign(post=noisy["officer"] % n_posts)
    run = _run(posts, design=DESIGN.model_copy(update={"cluster": "post"}))
    assert ("leave_one_cluster_out" in [c.name for c in checks_of(run, people)]) is is_made
    assert "leave_one_cluster_out" in [c.name for c in checks_of(run, PLACES)]


def test_nobody_is_left_out_alone_where_clusters_are_people(noisy):
    people = Publication(people=True, rules=Rules())
    assert "leave_one_cluster_out" not in [c.name for c in checks_of(_run(noisy), people)]


def test_the_record_of_a_check_keeps_what_its_sentence_counts(noisy):
    last = noisy["wave"] == 4
    gone = last & noisy["officer"].isin([0, 1, 2, 40])
    run = _run(noisy.assign(score=noisy["score"].mask(gone)))
    attrition = next(c for c in checks_of(run, PLACES) if c.name == "attrition")
    counts = {"treated lost": 3, "comparison lost": 1, "never seen": 0}
    assert check_record(attrition, run, PLACES).counts == counts
