"""Make the simulated programme panels that the R reference numbers were computed on.

Everything is drawn from one seeded generator and written with 17 significant digits, so
that R and Python read the same doubles. The truth behind each panel is in its function.
Run: python make_panels.py [SEED [FOLDER]]
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd


def posts(rng: np.random.Generator) -> pd.DataFrame:
    """Document checks at 60 border posts over 12 months; new scanners from month 5, 8 or never.

    The effect grows with exposure and differs by cohort; busy posts trend differently, so an
    estimator without the covariate `traffic` is biased. Ten regions are the clusters.
    """
    n, months = 60, 12
    traffic = rng.normal(size=n)
    score = 0.8 * traffic + rng.logistic(size=n)
    start = np.where(score > 0.9, 5, np.where(score > -0.3, 8, 0))
    region = np.arange(n) % 10 + 1
    level = rng.normal(20, 3, n) + 2 * (region % 3)
    rows = []
    shock = rng.normal(0, 0.6, months + 1)
    for i in range(n):
        region_noise = np.random.default_rng(1000 + int(region[i])).normal(0, 0.4, months + 1)
        for t in range(1, months + 1):
            exposed = start[i] > 0 and t >= start[i]
            effect = (
                (1.5 + 0.4 * (t - start[i]) + (0.8 if start[i] == 5 else 0.0)) if exposed else 0.0
            )
            y = (
                level[i]
                + shock[t]
                + 0.25 * traffic[i] * t
                + effect
                + region_noise[t]
                + rng.normal(0, 1)
            )
            rows.append((i + 1, t, int(start[i]), int(region[i]), traffic[i], 1 + (i % 5) / 4, y))
    return pd.DataFrame(
        rows, columns=["border_post", "month", "start", "region", "traffic", "weight", "detections"]
    )


def posts_unbalanced(full: pd.DataFrame) -> pd.DataFrame:
    """Drop about six per cent of the rows of `posts` by a fixed rule: some posts miss months."""
    i = np.arange(1, len(full) + 1)
    return full[~((i % 29 == 0) | (i % 43 == 7))].reset_index(drop=True)


def returnees(rng: np.random.Generator) -> pd.DataFrame:
    """Four survey waves of different returnees (repeated cross-sections) in 24 communities.

    Communities join the reintegration programme from wave 2, 3 or never.
    """
    rows, person = [], 0
    community_level = rng.normal(0.5, 0.06, 24)
    start = np.array([2] * 7 + [3] * 8 + [0] * 9)
    for wave in range(1, 5):
        for c in range(24):
            for _ in range(int(rng.integers(12, 20))):
                person += 1
                age = float(rng.integers(18, 60))
                effect = 0.06 + 0.02 * (wave - start[c]) if start[c] and wave >= start[c] else 0.0
                y = (
                    community_level[c]
                    + 0.01 * wave
                    + 0.001 * (age - 35)
                    + effect
                    + rng.normal(0, 0.12)
                )
                rows.append((person, wave, int(start[c]), c + 1, age, y))
    return pd.DataFrame(rows, columns=["person", "wave", "start", "community", "age", "score"])


def officers(rng: np.random.Generator) -> pd.DataFrame:
    """Test scores of 500 officers around a course that the experienced attended more often.

    Wide selection on experience and rank; the gain without the course also depends on them.
    """
    n = 500
    experience = rng.gamma(2.0, 3.0, n)
    rank = rng.integers(1, 6, n).astype(float)
    p = 1 / (1 + np.exp(-(-1.6 + 0.15 * experience + 0.2 * rank)))
    trained = (rng.uniform(size=n) < p).astype(int)
    before = 50 + 1.2 * experience + rng.normal(0, 6, n)
    after = (
        before
        + 2
        + 0.5 * experience
        - 0.4 * rank
        + trained * (4 + 0.3 * rank)
        + rng.normal(0, 5, n)
    )
    frame = pd.DataFrame(
        {
            "officer": np.arange(1, n + 1),
            "trained": trained,
            "experience": experience,
            "rank": rank,
            "border_post": np.arange(n) % 25 + 1,
        }
    )
    long = pd.concat([frame.assign(time=0, score=before), frame.assign(time=1, score=after)])
    return long.sort_values(["officer", "time"]).reset_index(drop=True)


def provinces(rng: np.random.Generator) -> pd.DataFrame:
    """Days to issue a document in 24 provinces over 18 quarters; four treated from quarter 13.

    A two-factor model, so parallel trends fail and weighting is needed. True effect -3.
    """
    n, quarters = 24, 18
    f = np.cumsum(rng.normal(0, 0.7, (quarters, 2)), axis=0)
    load = rng.normal(1, 0.5, (n, 2))
    load[-4:] += 0.6
    y = 30 + load @ f.T + rng.normal(0, 2, n)[:, None] + rng.normal(0, 0.6, (n, quarters))
    y[-4:, 12:] -= 3
    rows = [
        (f"P{i + 1:02d}", t + 1, y[i, t], int(i >= n - 4 and t >= 12))
        for i in range(n)
        for t in range(quarters)
    ]
    return pd.DataFrame(rows, columns=["province", "quarter", "days", "treated"])


def few_clusters(rng: np.random.Generator) -> pd.DataFrame:
    """Trainee scores in nine centres, four of them treated: nine clusters, a modest effect."""
    rows = []
    for centre in range(1, 10):
        shock = rng.normal(0, 1.2)
        treated = int(centre <= 4)
        for k in range(int(rng.integers(14, 30))):
            prior = rng.normal()
            for post in (0, 1):
                y = (
                    10
                    + shock
                    + 0.7 * prior
                    + 0.5 * post
                    + 1.1 * treated * post
                    + rng.normal(0, 1.4)
                    + post * 0.6 * rng.normal()
                    + post * np.random.default_rng(77 + centre).normal(0, 0.8)
                )
                rows.append((centre * 100 + k, centre, post, treated, prior, y))
    return pd.DataFrame(rows, columns=["trainee", "centre", "post", "treated", "prior", "score"])


def main(seed: int, folder: Path) -> None:
    """Write every panel as CSV into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    full = posts(rng)
    panels = {
        "posts": full,
        "posts_unbalanced": posts_unbalanced(full),
        "returnees": returnees(rng),
        "officers": officers(rng),
        "provinces": provinces(rng),
        "few_clusters": few_clusters(rng),
    }
    for name, frame in panels.items():
        frame.to_csv(folder / f"{name}.csv", index=False, float_format="%.17g")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 20180719,
        Path(sys.argv[2] if len(sys.argv) > 2 else "data"),
    )
