"""Annexes."""

import fake_evidence as fake
import pytest

from evalcap.evidence.model import AnalysisRecord
from evalcap.report.content.annexes import (
    changes_table,
    estimates_table,
    excluded_table,
    not_checked,
    path_tables,
    quality_table,
    sources_table,
)
from evalcap.report.content.glossary import glossary_table
from evalcap.report.content.methods import method_views
from evalcap.words import catalogue

WORDS = catalogue()


def test_every_estimate_is_listed_with_its_key():
    table = str(estimates_table(fake.job_training(), WORDS))
    assert "log\\_scrap \\/ fixed\\_effects \\/ grant\\_1" in table
    assert "| \u22120.42 |" in table.replace("\\", "")


def test_what_was_left_out_is_counted_by_reason_once():
    table = str(excluded_table(fake.job_training(), WORDS))
    assert table.count("rows without outcome") == 1
    assert "309" in table
    assert excluded_table(fake.one_outcome(), WORDS) is None


def test_rules_that_do_not_apply_are_only_counted():
    table = str(quality_table(fake.job_training(), WORDS))
    assert "Every row says when" in table
    assert "Sex is recorded" not in table
    assert not_checked(fake.job_training(), WORDS).endswith(": 1.")
    assert not_checked(fake.one_outcome(), WORDS) == ""


def test_changes_are_named_in_words():
    assert "Renamed" in str(changes_table(fake.job_training(), WORDS))
    assert changes_table(fake.one_outcome(), WORDS) is None


def test_a_base_period_is_called_one():
    ((key, table),) = path_tables(fake.job_training(), WORDS)
    assert key == "log_scrap / group_time / event_time"
    assert "base period" in str(table)


def test_a_source_shows_the_beginning_of_its_fingerprint_only():
    table = str(sources_table(fake.one_outcome(), WORDS))
    assert "0123456789ab" in table
    assert "0123456789abc" not in table


@pytest.mark.parametrize(
    ("estimator", "options", "titles"),
    [
        (
            "two_period",
            {"covariates": "age"},
            ["Two-period difference-in-differences", "Doubly robust adjustment"],
        ),
        ("two_period", {}, ["Two-period difference-in-differences", "No adjustment"]),
        ("twfe", {}, ["Two-way fixed effects"]),
        ("panel", {"model": "between"}, ["Panel regression between units"]),
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


def test_only_terms_that_occur_are_explained():
    logs, plain = (
        glossary_table(fake.job_training(), WORDS),
        glossary_table(fake.one_outcome(), WORDS),
    )
    assert "Log points" in str(logs)
    assert "Log points" not in str(plain)
    assert "95\u00a0\\% interval" in str(plain)
