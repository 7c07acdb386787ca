"""Evidence of one invented estimate, to be changed by each test."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import Estimate
from evalcap.evidence import Evidence
from evalcap.evidence.model import Design, Outcome, Source, Subject
from evalcap.evidence.results import EstimateRecord


@pytest.fixture
def record():
    """Make the record of an estimate; a test names what it wants to be different."""

    def made(key: str = "score/main", **changes: object) -> EstimateRecord:
        outcome, analysis, *term = key.split("/")
        facts: dict[str, object] = {
            "key": key,
            "outcome": outcome,
            "analysis": analysis,
            "term": term[0] if term else None,
            "primary": True,
            "estimator": "invented",
            "estimand": "ATT",
            "point": 2.0,
            "std_error": 0.5,
            "conf_low": 1.02,
            "conf_high": 2.98,
            "p_value": 0.00006,
            "degrees_of_freedom": None,
            "n_obs": 200,
            "n_units": 100,
            "n_clusters": 100,
            "excluded": {"rows without outcome": "<10"},
        }
        return EstimateRecord(**facts | changes)

    return made


@pytest.fixture
def evidence(record):
    """Evidence with two outcomes, of which the second is primary too and named first."""
    return Evidence(
        subject=Subject(
            slug="course", title="Course", programme="training", role="evaluation", summary="é"
        ),
        created=date(2024, 3, 1),
        sources=(
            Source(name="tests", location="tests.csv", format="csv", sha256="0" * 64, n_rows=200),
        ),
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
            Outcome(name="cases", label="Cases", unit="cases", better="lower", primary=True),
            Outcome(name="score", label="Score", unit="points", better="higher", primary=True),
            Outcome(name="speed", label="Speed", unit="seconds", better="lower"),
        ),
        analyses=(),
        estimates=(
            record("score/main"),
            record("score/other", primary=False),
            record("speed/main"),
            record("cases/main"),
        ),
    )


@pytest.fixture
def estimate():
    """An estimate from 8 rows of 4 people; a test names what it wants to be different."""

    def made(**changes: object) -> Estimate:
        facts: dict[str, object] = {
            "estimand": "ATT",
            "point": 2.0,
            "std_error": 0.5,
            "n_obs": 8,
            "n_units": 4,
            "n_clusters": 4,
            "excluded": {"rows without outcome": 3},
            "estimator": "invented",
        }
        return Estimate(**facts | changes)

    return made


@pytest.fixture
def panel():
    """Twelve people treated from 2021 and three never, one of them without an outcome in 2020."""
    rows = [
        {"person": i, "year": year, "start": 2021 if i < 12 else np.nan, "score": i + year - 2020.0}
        for i in range(15)
        for year in (2020, 2021)
    ]
    frame = pd.DataFrame(rows)
    frame.loc[(frame["person"] == 14) & (frame["year"] == 2020), "score"] = np.nan
    return Panel.from_frame(
        frame, unit="person", time="year", outcome="score", treated_from="start"
    )
