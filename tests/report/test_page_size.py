"""A page can be sent to a phone, however many outcomes a programme has."""

import re

import fake_evidence as fake
import numpy as np

from evalcap.evidence.model import CheckRecord, CheckRow
from evalcap.evidence.results import OverallRecord, PathRecord, PointRecord
from evalcap.report.write import write_report

LIMIT = 1_500_000  # bytes
OUTCOMES, BEFORE, PERIODS = 20, 17, 33
FIGURES = ("path", "target", "trends", "flow", "likeness", "divergence", "power")


def one_of_many(place: int):
    """Make evidence of one outcome that has every figure there is, over many months."""
    draws = np.random.default_rng(place)
    name = f"outcome_{place}"
    facts = {"name": name, "label": f"Forged papers of kind {place}", "unit": "papers a month"}
    evidence = fake.one_outcome(
        outcome=facts | {"smallest_effect": 1.0, "target": 3.0},
        trends=fake.trends(
            name,
            {
                f"2022-{month:02}": (20 + draws.normal(), 18 + draws.normal())
                for month in range(1, 25)
            },
        ),
    )
    middles, errors = draws.normal(2, 2, PERIODS), draws.uniform(0.5, 2, PERIODS)
    points = tuple(
        PointRecord(
            at=at,
            label=f"{at:+d}" if at else "0",
            point=middle,
            std_error=error,
            conf_low=middle - 2 * error,
            conf_high=middle + 2 * error,
            uniform_low=middle - 3 * error,
            uniform_high=middle + 3 * error,
        )
        for at, middle, error in zip(range(-BEFORE, PERIODS - BEFORE), middles, errors, strict=True)
    )
    path = PathRecord(
        key=f"{name}/main/event_time",
        outcome=name,
        analysis="main",
        by="event_time",
        overall=OverallRecord(point=3.2, std_error=1.0, conf_low=1.2, conf_high=5.2),
        points=points,
    )
    return evidence.model_copy(update={"paths": (path,), "checks": tuple(checks(name))})


def checks(outcome):
    """Make the checks that have a figure."""
    alike = [
        CheckRow(label=f"covariate_{n}", point=0.1, conf_low=-0.1, conf_high=0.3) for n in range(6)
    ]
    parted = [CheckRow(at=m, conf_low=-m * 3.3, conf_high=6.7 + m) for m in (0.5, 1.0, 1.5, 2.0)]
    for name, rows in (("balance", alike), ("sensitivity", parted)):
        yield CheckRecord(
            key=f"{outcome}/main/{name}",
            outcome=outcome,
            analysis="main",
            name=name,
            verdict="passed",
            statistic=0.4,
            p_value=None,
            sentence="They were alike in what was compared, and may differ in what was not.",
            rows=tuple(rows),
        )


def test_a_page_of_twenty_outcomes_with_every_figure_is_under_the_limit(tmp_path):
    each = [one_of_many(place) for place in range(OUTCOMES)]
    gathered = ("outcomes", "analyses", "estimates", "grades", "paths", "trends", "checks")
    together = {key: sum((getattr(one, key) for one in each), ()) for key in gathered}
    evidence = each[0].model_copy(update=together)
    made = {"to": tmp_path / "site", "formats": ["html"]}
    write_report(evidence, fake.some_lessons(), language="fr", **made)  # French has most letters
    page = (tmp_path / "site" / "index.html").read_bytes()
    assert len(re.findall(rb'src="data:image/svg\+xml', page)) == OUTCOMES * len(FIGURES)
    assert len(page) < LIMIT
