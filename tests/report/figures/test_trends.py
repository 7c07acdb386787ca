"""Trends, read back from the axes."""

import fake_evidence as fake
import pytest


def test_trends_leave_a_gap_where_a_mean_is_withheld(drawn):
    axes = drawn(fake.job_training(), "1-trends").axes[0]
    treated, comparison = (line.get_ydata() for line in axes.lines)
    assert treated[-1] == pytest.approx(1.297, abs=0.001)
    assert comparison[-1] != comparison[-1]


def test_both_arms_are_named_beside_their_lines(drawn, texts):
    assert {"programme", "comparison"} <= set(texts(drawn(fake.supported_work(), "1-trends")))


def test_periods_are_written_only_as_far_as_they_fit(drawn):
    evidence = fake.supported_work()
    months = [f"2022-{m:02d}" for m in range(1, 13)]
    trends = tuple(
        t.model_copy(update={"time": float(i), "label": month})
        for i, month in enumerate(months)
        for t in evidence.trends[:2]
    )
    axes = drawn(evidence.model_copy(update={"trends": trends}), "1-trends").axes[0]
    shown = [label.get_text() for label in axes.get_xticklabels()]
    assert shown == ["2022-01", "2022-04", "2022-07", "2022-10"]
