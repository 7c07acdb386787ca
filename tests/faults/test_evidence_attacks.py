"""Nobody recovers a withheld count from the counts of a study's evidence.

Each person belongs to a smallest group: arm, sex, region, and the waves in which he or she has an
outcome. Whatever the evidence counts is a sum of these groups; the attacker knows which.
"""

import sys
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from disclosure_attack import Attacker

from evalcap.evidence import Evidence
from evalcap.evidence.counted import counts_of
from evalcap.privacy.disclosure import Rules
from evalcap.study.study import Study
from evalcap.validation import Validation

PLAN = """\
title = "Simulated course"
programme = "training"
commissioner = "none"
role = "demonstration"

[[sources]]
name = "tests"
path = "tests.csv"

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
name = "course"
outcome = "score"
estimator = "group_time"
primary = true

[disaggregate]
by = ["sex", "region"]

[disclosure]
min_cell = {min_cell}
"""
WAVES = ("1", "2", "3")
REGIONS = ("coast", "hills", "north")
FEW = Rules().smallest
SMALLEST = list(product((True, False), ("female", "male"), REGIONS, product((0, 1), repeat=3)))


def people(rng):
    """Where each of some 150 people belongs; few miss a wave."""
    n = int(rng.integers(90, 200))
    sexes = rng.choice(["female", "male"], n, p=[0.2, 0.8])
    regions = rng.choice(REGIONS, n, p=[0.55, 0.37, 0.08])
    seen = rng.random((n, 3)) > rng.choice([0.02, 0.08])
    treated = rng.random(n) < 0.45
    return [
        (bool(t), str(s), str(r), tuple(map(int, w)))
        for t, s, r, w in zip(treated, sexes, regions, seen, strict=True)
    ]


def a_cycle_later(everybody, rng):
    """The same people but for a few who left, and a few new ones with what they answered."""
    stay = [one for one in everybody if rng.random() > rng.choice([0.0, 0.02])]
    return [*stay, *people(rng)[: rng.integers(1, 8)]]


def write_data(place, everybody, rng):
    rows = [
        {
            "officer": f"O{i}",
            "wave": wave,
            "trained_from": 3 if treated else None,
            "sex": sex,
            "region": region,
            "score": rng.normal(50, 10) if seen[wave - 1] else None,
        }
        for i, (treated, sex, region, seen) in enumerate(everybody)
        for wave in (1, 2, 3)
    ]
    pd.DataFrame(rows).to_csv(place / "tests.csv", index=False)


def study_of(folder, everybody, rng, min_cell):
    place = folder / f"{min_cell}" / "studies" / "course"
    place.mkdir(parents=True)
    (place / "study.toml").write_text(PLAN.format(min_cell=min_cell), encoding="utf-8")
    write_data(place, everybody, rng)
    return Study.read(place)


def sums():
    """Each count's key, and how often it counts one person of each smallest group."""
    told = {
        "sources/tests": lambda *_: 3,
        "design/n_rows": lambda *_: 3,
        "design/n_units": lambda *_: 1,
        "design/n_treated_units": lambda treated, *_: treated,
        "estimates/score/course/excluded/rows without outcome": lambda *g: 3 - sum(g[-1]),
        "checks/score/course/attrition/treated lost": lambda t, *g: t and lost(g[-1]),
        "checks/score/course/attrition/comparison lost": lambda t, *g: not t and lost(g[-1]),
        "checks/score/course/attrition/never seen": lambda *g: not any(g[-1]),
    }
    for (arm, of), (i, wave) in product(
        (("treated", True), ("comparison", False)), enumerate(WAVES)
    ):
        told[f"trends/score/{arm}/{wave}"] = lambda t, *g, of=of, i=i: t is of and g[-1][i]
    for level in ("female", "male"):
        told[f"groups/score/course/sex={level}"] = lambda *g, of=level: g[1] == of and any(g[-1])
    for level in REGIONS:
        told[f"groups/score/course/region={level}"] = lambda *g, of=level: g[2] == of and any(g[-1])
    return {key: np.array([float(of(*group)) for group in SMALLEST]) for key, of in told.items()}


def lost(seen):
    return any(seen) and not seen[-1]


@pytest.mark.parametrize("seed", range(16))
def test_no_withheld_count_of_a_study_is_recovered(seed, tmp_path, monkeypatch):
    monkeypatch.setattr("evalcap.study.study.check_standard", lambda *_, **__: Validation(()))
    everybody = people(np.random.default_rng(seed))
    exact, told = (
        counts_of(study_of(tmp_path, everybody, np.random.default_rng(seed), min_cell).run())
        for min_cell in (1, 10)
    )
    true = np.array([everybody.count(group) for group in SMALLEST])
    known = {key: weights for key, weights in sums().items() if key in told}
    # The attacker reads the evidence right: these are the sums that it counts.
    assert {key: weights @ true for key, weights in known.items()} == {k: exact[k] for k in known}

    attacker = Attacker(len(SMALLEST))
    for key, weights in known.items():
        attacker.read(weights, told[key])
    withheld = [weights for key, weights in known.items() if isinstance(told[key], str)]
    assert withheld
    ranges = attacker.ranges(withheld)
    assert ranges is not None, "what was printed contradicts itself"
    assert min(high - low for low, high in ranges) > Rules().width


@pytest.mark.parametrize(
    ("seed", "n_cycles"), [*((s, 2) for s in range(8)), *((s, 3) for s in range(4))]
)
def test_no_change_of_few_people_between_cycles_is_recovered(seed, n_cycles, tmp_path, monkeypatch):
    monkeypatch.setattr("evalcap.study.study.check_standard", lambda *_, **__: Validation(()))
    rng = np.random.default_rng(100 + seed)
    cycles = [people(rng)]
    for _ in range(n_cycles - 1):
        # At times few come and go since the first cycle, not since the last.
        cycles.append(a_cycle_later(cycles[rng.integers(len(cycles))], rng))
    place = study_of(tmp_path, cycles[0], rng, 10).folder
    told = []
    for everybody in cycles:
        write_data(place, everybody, rng)
        Study.read(place).accept()
        told.append(counts_of(Evidence.read(place / "accepted")))

    attacker, withheld, changes = Attacker(n_cycles * len(SMALLEST)), [], []
    true = [np.array([everybody.count(group) for group in SMALLEST]) for everybody in cycles]
    for key, weights in sums().items():
        if any(key not in counts for counts in told):
            continue
        of = [np.kron(one, weights) for one in np.eye(n_cycles)]
        for each, counts in zip(of, told, strict=True):
            attacker.read(each, counts[key])
            withheld += [each] if isinstance(counts[key], str) else []
        # A change of one or two rows a person is one of few people too.
        changes += [
            of[new] - of[old]
            for old, new in combinations(range(n_cycles), 2)
            if 0 < abs(weights @ (true[new] - true[old])) < FEW * weights.max()
        ]
    assert changes
    for wanted in (withheld, changes):
        ranges = attacker.ranges(wanted)
        assert ranges is not None, "what was printed contradicts itself"
        assert min((high - low for low, high in ranges), default=np.inf) > Rules().width
