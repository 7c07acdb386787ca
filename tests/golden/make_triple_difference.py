"""Simulate people of 24 towns, and write down what two packages give for the triple difference.

Nobody here is real. Run where moderndid and diff-diff are installed, never needed by the tests:
python tests/golden/make_triple_difference.py
"""

import json
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from diff_diff import TripleDifference
from moderndid import ddd

HERE = Path(__file__).parent
METHODS = ("dr", "reg", "ipw")
COMPARISONS = {"nevertreated": "never_treated", "notyettreated": "not_yet_treated"}
NAMES = {"yname": "income", "tname": "year", "gname": "start", "pname": "eligible"}


def towns(rng: np.random.Generator) -> pd.DataFrame:
    """Draw the income of 480 people over five years; a programme for some reaches their town.

    It starts in year 3, 4 or 5, or never. Incomes grow otherwise where it comes, for those it is
    meant for, and by age and schooling, which also shape who it is meant for.
    """
    n, years = 480, 5
    age, schooling = rng.normal(size=n), rng.binomial(1, 0.5, n).astype(float)
    town = rng.integers(0, 24, n)
    start = np.array([3, 4, 5, 0])[town % 4]
    odds = np.exp(0.4 * age + 0.3 * schooling - 0.2 - 0.15 * (start == 0))
    eligible = (rng.uniform(size=n) < odds / (1 + odds)).astype(int)
    weight, level = 1 + rng.integers(0, 4, n) / 4, rng.normal(10, 2, n)
    growth = 0.2 * (start > 0) + 0.3 * eligible + 0.2 * age + 0.1 * schooling
    person, year = (code.ravel() for code in np.indices((n, years)))
    year = year + 1
    exposed = (start[person] > 0) & (year >= start[person])
    effect = exposed * eligible[person] * (1 + 0.3 * (year - start[person]))
    return pd.DataFrame(
        {
            "person": person + 1,
            "year": year,
            "town": town[person] + 1,
            "start": start[person],
            "eligible": eligible[person],
            "age": age[person],
            "schooling": schooling[person],
            "weight": weight[person],
            "income": level[person] + growth[person] * year + effect + rng.normal(size=n * years),
        }
    )


def two_periods(frame: pd.DataFrame) -> Iterator[tuple[str, Any]]:
    """Towns reached in year 4 and never, in years 3 and 4: moderndid, as R's triplediff."""
    frame = frame[frame["start"].isin([0, 4]) & frame["year"].isin([3, 4])]
    designs = {
        "panel": {"idname": "person"},
        "weighted": {"idname": "person", "weightsname": "weight"},
        "cross_sections": {"panel": False},
    }
    for design, options in designs.items():
        for method in METHODS:
            found = ddd(frame, **NAMES, xformla="~ age + schooling", est_method=method, **options)
            yield f"two_period/{design}/{method}", {"att": found.att, "se": found.se}
    found = ddd(frame, **NAMES, idname="person", est_method="reg")
    yield "two_period/panel/none", {"att": found.att, "se": found.se}


def group_time(frame: pd.DataFrame) -> Iterator[tuple[str, Any]]:
    """Every cohort and year: moderndid. Its averages weight by other units than those treated."""
    for comparison in COMPARISONS:
        for method in METHODS:
            for base in ("varying", "universal"):
                found = ddd(
                    frame,
                    **NAMES,
                    idname="person",
                    xformla="~ age + schooling",
                    control_group=comparison,
                    base_period=base,
                    est_method=method,
                )
                cells = {"cohort": found.groups, "time": found.times, "att": found.att}
                yield f"group_time/{comparison}/{method}/{base}", cells | {"se": found.se}


def averages(frame: pd.DataFrame) -> Iterator[tuple[str, Any]]:
    """Averages over cells, and their standard errors: diff-diff, which weights as the paper."""
    for comparison, name in COMPARISONS.items():
        for method in METHODS:
            found = TripleDifference(
                estimation_method=method, control_group=name, pscore_trim=1e-6
            ).fit(
                frame,
                outcome="income",
                unit="person",
                time="year",
                first_treat="start",
                partition="eligible",
                covariates=["age", "schooling"],
                aggregate="all",
            )
            value = {"overall": found.overall_att, "overall_se": found.overall_se}
            for by, parts in (
                ("event_time", found.event_study_effects),
                ("cohort", found.group_effects),
            ):
                value[by] = {
                    "at": list(parts),
                    "att": [part["effect"] for part in parts.values()],
                    "se": [part["se"] for part in parts.values()],
                }
            yield f"average/{comparison}/{method}", value


def plain(value: Any) -> Any:
    """Make numpy's numbers ours, at 15 significant digits; a missing number is null."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(part) for part in value]
    return None if np.isnan(value) else float(f"{value:.15g}")


def main() -> None:
    """Write the data and the numbers."""
    warnings.simplefilter("ignore")
    frame = towns(np.random.default_rng(20250509))
    frame.to_csv(HERE / "data" / "towns.csv", index=False, float_format="%.17g")
    entries = {**dict(two_periods(frame)), **dict(group_time(frame)), **dict(averages(frame))}
    packages = {name: version(name) for name in ("moderndid", "diff-diff")}
    text = json.dumps({"packages": packages, "golden": plain(entries)}, indent=1)
    (HERE / "triple_difference.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
