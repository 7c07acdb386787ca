"""Estimators explained."""

import fake_evidence as fake
import pytest

from evalcap.evidence.model import AnalysisRecord
from evalcap.report.content.methods import method_views
from evalcap.words import catalogue

WORDS = catalogue()


@pytest.mark.parametrize(
    ("estimator", "options", "titles"),
    [
        (
            "two_period",
            {"covariates": "age"},
            ["Two-period difference-in-differences", "Doubly robust adjustment"],
        ),
        ("two_period", {}, ["Two-period difference-in-differences", "No adjustment"]),
        (
            "triple_difference",
            {"eligible": "young", "covariates": "age"},
            ["Triple difference", "Doubly robust adjustment"],
        ),
        (
            "group_time_triple_difference",
            {"eligible": "young"},
            ["Group-time triple differences", "No adjustment"],
        ),
        ("twfe", {}, ["Two-way fixed effects"]),
        ("panel", {"model": "between"}, ["Panel regression between units"]),
        ("poisson", {}, ["Poisson regression with fixed effects of units"]),
        ("instrumental", {"model": "pooled"}, ["Instrumental variables"]),
        ("logit", {}, ["Logit"]),
        ("extended_poisson", {}, ["Difference-in-differences for counts"]),
        ("something_new", {}, []),
    ],
)
def test_each_estimator_is_explained_with_the_adjustment_it_uses(estimator, options, titles):
    analysis = AnalysisRecord(
        name="main", outcome="score", estimator=estimator, primary=True, options=options
    )
    views = method_views(fake.one_outcome(analyses=(analysis,)), WORDS)
    assert [view.title for view in views] == titles


def test_the_comparison_group_is_the_one_of_the_plan():
    analysis = AnalysisRecord(name="m", outcome="score", estimator="group_time", primary=True)
    planned = fake.design(comparison="not_yet_treated")
    view = method_views(fake.one_outcome(analyses=(analysis,), design=planned), WORDS)[0]
    assert "units that had not entered it yet" in view.words


def test_standard_errors_of_a_regression_are_those_that_were_asked_for():
    views = {v.title: v for v in method_views(fake.job_training(), WORDS)}
    assert "classical" in views["Panel regression with fixed effects of units"].std_errors
