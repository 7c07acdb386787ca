"""A tiny study of invented officers, to be changed and broken."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from evalcap.study.study import Study
from evalcap.validation import Validation

PLAN = """\
title = "Invented course for border officers"
programme = "training"
commissioner = "none"
period = { start = 2023-01-01, end = 2023-12-31 }

[[sources]]
name = "tests"
path = "tests.csv"

[columns]
score = "Test score"

[design]
unit = "officer"
time = "wave"
treated_from = "trained_from"

[[outcomes]]
name = "score"
label = "Test score"
unit = "points"
better = "higher"
primary = true

[[analyses]]
name = "group_time"
outcome = "score"
estimator = "group_time"
primary = true
"""

# Appended to the plan: a second analysis, which is not primary.
SECONDARY = """
[[analyses]]
name = "{name}"
outcome = "score"
estimator = "{estimator}"
"""


def officers() -> pd.DataFrame:
    """Make 36 officers in three waves; 15 are trained from the third on and gain 5 points.

    Scores of officer i are 50 + i, then change by 1 + a and by 2 + b, where a and b go through
    -1, 0, 1 and average zero in each group; so the effect is 5 by hand.
    """
    rows = []
    for i in range(36):
        trained = i < 15
        first = 50.0 + i
        second = first + 1 + (i + 1) % 3 - 1
        third = second + 2 + i % 3 - 1 + 5 * trained
        rows += [
            {
                "officer": f"O{i:02}",
                "wave": wave,
                "Test score": score,
                "trained_from": 3 if trained else None,
                "sex": "male" if i % 4 == 0 else "female",
                "region": "north" if i % 2 else "south",
                "hours": float(i % 5),
            }
            for wave, score in ((1, first), (2, second), (3, third))
        ]
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Desk:
    """Where a test writes studies.

    Attributes
    ----------
    folder
        The workspace's folder of studies.
    """

    folder: Path

    def write(
        self,
        plan: str = PLAN,
        *,
        frame: pd.DataFrame | None = None,
        files: Mapping[str, str] | None = None,
        slug: str = "officer-course",
    ) -> Path:
        """Write a study's folder: its plan, the officers or another frame, and further files."""
        place = self.folder / slug
        place.mkdir(parents=True, exist_ok=True)
        (place / "study.toml").write_text(plan, encoding="utf-8")
        data = officers() if frame is None else frame
        data.to_csv(place / "tests.csv", index=False)
        for name, text in (files or {}).items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, encoding="utf-8")
        return place

    def study(self, plan: str = PLAN, **parts: object) -> Study:
        """Write a study and read it."""
        return Study.read(self.write(plan, **parts))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "studies")


@pytest.fixture
def plan():
    """The plan with some of its text exchanged, each piece for exactly one other."""

    def changed(*pairs: tuple[str, str], more: str = "") -> str:
        text = PLAN
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return text + more

    return changed


@pytest.fixture
def secondary():
    return lambda name, estimator, options="{}": (
        SECONDARY.format(name=name, estimator=estimator) + f"options = {options}\n"
    )


@pytest.fixture
def frame():
    return officers()


@pytest.fixture
def quick(monkeypatch):
    """Leave Great Expectations out of a test that is about something else."""
    monkeypatch.setattr("evalcap.study.checking.validate", lambda *_, **__: Validation(()))
