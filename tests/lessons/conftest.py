"""Evidence of two outcomes, as the lessons of a study cite it."""

from datetime import date

import pytest

from evalcap.evidence import Evidence
from evalcap.evidence.model import Design, Outcome, Source, Subject
from evalcap.evidence.results import EstimateRecord, PathRecord, SubgroupRecord


@pytest.fixture
def evidence():
    """Make evidence from intervals by key; the outcome `scrap` is better lower."""

    def made(**intervals: tuple[float, float]) -> Evidence:
        given = {"score/main": (1.0, 3.0)} | {k.replace("__", "/"): v for k, v in intervals.items()}
        return Evidence(
            subject=Subject(slug="course", title="Course", programme="training", role="evaluation"),
            created=date(2024, 3, 1),
            sources=(Source(name="t", location="t.csv", format="csv", sha256="0" * 64, n_rows=9),),
            design=Design(
                unit="officer",
                unit_is="person",
                time="wave",
                treated_from="trained_from",
                cluster=None,
                comparison="never_treated",
                periods=("1", "2"),
                n_rows=200,
                n_units=100,
                n_treated_units=40,
                n_clusters=100,
            ),
            outcomes=(
                Outcome(name="score", label="Score", unit="points", better="higher", primary=True),
                Outcome(name="scrap", label="Scrap", unit="share", better="lower"),
            ),
            analyses=(),
            estimates=tuple(_estimate(key, *limits) for key, limits in given.items()),
            paths=(
                PathRecord(
                    key="score/main/event_time",
                    outcome="score",
                    analysis="main",
                    by="event_time",
                    overall=None,
                    points=(),
                ),
            ),
            disaggregations=(
                SubgroupRecord(
                    key="score/main/sex=female",
                    outcome="score",
                    analysis="main",
                    by="sex",
                    level="female",
                    n_units=40,
                    point=2.0,
                    conf_low=1.0,
                    conf_high=3.0,
                ),
            ),
        )

    return made


def _estimate(key: str, low: float, high: float) -> EstimateRecord:
    outcome, analysis = key.split("/")
    return EstimateRecord(
        key=key,
        outcome=outcome,
        analysis=analysis,
        term=None,
        primary=analysis == "main",
        estimator="invented",
        estimand="ATT",
        point=(low + high) / 2,
        std_error=(high - low) / 4,
        conf_low=low,
        conf_high=high,
        p_value=0.5,
        degrees_of_freedom=None,
        n_obs=200,
        n_units=100,
        n_clusters=100,
        excluded={},
    )
