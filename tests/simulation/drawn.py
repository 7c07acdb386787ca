"""Simulated programmes with a known effect, drawn again and again.

A course reaches officers of border posts in the third or the fourth year, or never. What it does
differs between posts and averages one point; posts share shocks, so that they and not their
officers are the sample. Older officers are trained more often; with a `trend` their scores also
grow faster, which an estimator has to be told by the covariate `age`.
"""

import numpy as np
import pandas as pd

from evalcap.dataset import Panel

SEED, POSTS, YEARS = 20260101, 200, 5
EFFECT = 1.0
ROLES = {
    "unit": "officer",
    "time": "year",
    "outcome": "score",
    "treated_from": "start",
    "cluster": "post",
}


def generator(repeat: int, *design: int) -> np.random.Generator:
    """Give the random numbers of one repeat of a design."""
    return np.random.default_rng([SEED, *design, repeat])


def officers(
    repeat: int, *, per_post: int = 2, trend: float = 0.0, spread: float = 0.5
) -> pd.DataFrame:
    """Draw officers of 200 posts over five years; effects differ between posts by `spread`."""
    rng = generator(repeat)
    n = POSTS * per_post
    officer, year = (code.ravel() for code in np.indices((n, YEARS)))
    post = np.arange(n) // per_post
    age, start = _who_is_trained(rng)
    effect = rng.normal(EFFECT, spread, size=POSTS)
    shared = rng.normal(size=(POSTS, YEARS)).cumsum(axis=1) / 2
    noise = rng.normal(size=(n, YEARS)) + rng.normal(size=(n, 1))
    own = post[officer]
    score = (shared[post] + noise)[officer, year] + trend * age[own] * year
    return pd.DataFrame(
        {
            "officer": officer,
            "post": own,
            "year": year,
            "start": start[own],
            "age": age[own],
            "size": rng.uniform(0.5, 1.5, size=n)[officer],
            "hours": np.where(rng.uniform(size=POSTS) < 0.5, 8.0, 24.0)[own],
            "growing": age[own] * year,
            "score": score + effect[own] * (year >= start[own]),
        }
    )


def _who_is_trained(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Age at each post, and the year of the course: the third or fourth, or never."""
    age = rng.normal(size=POSTS)
    is_trained = rng.uniform(size=POSTS) < 1 / (1 + np.exp(0.5 - 0.5 * age))
    return age, np.where(is_trained, rng.integers(2, 4, size=POSTS), np.inf)


def panel(repeat: int, **options: float) -> Panel:
    """Read the officers as a panel."""
    return Panel.from_frame(officers(repeat, **options), **ROLES)


def weighted(repeat: int) -> Panel:
    """Read them with weights that say nothing of the effect."""
    return Panel.from_frame(officers(repeat), **(ROLES | {"weight": "size"}))


def with_gaps(repeat: int) -> Panel:
    """Read them with one in ten rows lost by chance."""
    frame = officers(repeat)
    kept = generator(repeat, 1).uniform(size=len(frame)) > 0.1
    return Panel.from_frame(frame[kept], **ROLES)


def rows(repeat: int, *, trend: float = 0.0) -> Panel:
    """Ask other officers of the same posts each year, as repeated cross-sections."""
    frame = officers(repeat, per_post=YEARS * 2, trend=trend)
    asked = frame["officer"] % YEARS == frame["year"]
    return Panel.from_frame(frame[asked], **(ROLES | {"unit": None}))


def kinds(repeat: int, *, trend: float = 0.0) -> Panel:
    """Draw recruits, whom the course is for, and seniors of the same posts.

    Scores of trained posts grow by half a point a year without the course, those of recruits by
    another half; with a `trend`, scores grow by age and, in trained posts, by age once more.
    Recruits of trained posts are older.
    """
    rng = generator(repeat, 2)
    per_post = 6
    n = POSTS * per_post
    officer, year = (code.ravel() for code in np.indices((n, YEARS)))
    post = np.arange(n) // per_post
    _, start = _who_is_trained(rng)
    recruit, trained = np.arange(n) % 2, np.isfinite(start[post])
    age = rng.normal(size=n) + 0.5 * (recruit * trained)
    growth = 0.5 * trained + 0.5 * recruit + trend * age * (1 + trained)
    shared = rng.normal(size=(POSTS, YEARS)).cumsum(axis=1) / 2
    effect = rng.normal(EFFECT, 0.5, size=POSTS)[post] * recruit
    score = (shared[post] + rng.normal(size=(n, YEARS)))[officer, year] + growth[officer] * year
    frame = pd.DataFrame(
        {
            "officer": officer,
            "post": post[officer],
            "year": year,
            "start": start[post][officer],
            "age": age[officer],
            "recruit": recruit[officer],
            "score": score + effect[officer] * (year >= start[post][officer]),
        }
    )
    return Panel.from_frame(frame, **ROLES)


def provinces(
    repeat: int, *, n_units: int = POSTS, treated: int = 80, spread: float = 0.0
) -> Panel:
    """Draw independent provinces over eight quarters; some are treated in the last two."""
    rng = generator(repeat, 3)
    quarters = 8
    province, quarter = (code.ravel() for code in np.indices((n_units, quarters)))
    days = rng.normal(scale=2, size=n_units)[province] + rng.normal(size=quarters)[quarter]
    start = np.where(np.arange(n_units) < treated, quarters - 2, np.inf)[province]
    effect = rng.normal(EFFECT, spread, size=n_units)[province] * (quarter >= start)
    frame = pd.DataFrame({"province": province, "quarter": quarter, "start": start})
    frame["days"] = days + effect + rng.normal(size=len(frame))
    return Panel.from_frame(
        frame, unit="province", time="quarter", outcome="days", treated_from="start"
    )


def practice(repeat: int, *, shared: float = 1.0) -> Panel:
    """Draw how scores follow hours of practice, one point an hour, at 200 posts over five years.

    Hours and scores of a post move together by `shared`; levels of officers have nothing to do
    with their hours, so that every model of the panel estimates the same.
    """
    rng = generator(repeat, 4)
    n = POSTS * 2
    officer, year = (code.ravel() for code in np.indices((n, YEARS)))
    post = officer // 2
    hours, noise = (
        shared * rng.normal(size=(POSTS, YEARS))[post, year] + rng.normal(size=len(officer))
        for _ in range(2)
    )
    level = rng.normal(size=n)[officer]
    frame = pd.DataFrame({"officer": officer, "post": post, "year": year, "start": np.inf})
    frame["hours"] = hours + rng.normal(size=n)[officer]
    frame["score"] = EFFECT * frame["hours"] + level + noise
    return Panel.from_frame(frame, **ROLES)


def long_roll_out(repeat: int) -> Panel:
    """Draw 200 months at twenty posts, which share such shocks by region, and a course for half."""
    rng = generator(repeat, 7)
    n, months = 20, 200
    post, month = (code.ravel() for code in np.indices((n, months)))
    start = np.where(np.arange(n) < n // 2, months // 2, np.inf)
    lasting = np.convolve(rng.normal(size=months + 2), [1.0, 0.6, 0.3], "valid")
    shared = lasting[month] * np.isfinite(start[post])
    frame = pd.DataFrame({"officer": post, "post": post, "year": month, "start": start[post]})
    frame["score"] = shared + EFFECT * (month >= start[post]) + rng.normal(size=len(frame))
    return Panel.from_frame(frame, **ROLES)


def gains(n_posts: int, repeat: int) -> pd.DataFrame:
    """Draw posts of differing size over two years; two of five have a programme without effect."""
    rng = generator(repeat, 6, n_posts)
    size = rng.integers(3, 12, n_posts)
    post = np.repeat(np.arange(n_posts), size)
    n = len(post)
    gain = rng.normal(size=n_posts)[post] + rng.normal(size=n)
    officer = np.tile(np.arange(n), 2)
    return pd.DataFrame(
        {
            "officer": officer,
            "post": post[officer],
            "year": np.repeat([0, 1], n),
            "start": np.where(post < round(0.4 * n_posts), 1.0, np.inf)[officer],
            "treated": np.where(post < round(0.4 * n_posts), 1.0, 0.0)[officer],
            "score": np.concatenate([np.zeros(n), gain]),
        }
    )


def gains_panel(n_posts: int, repeat: int) -> Panel:
    """Read the gains as a panel."""
    return Panel.from_frame(gains(n_posts, repeat), **ROLES)


def gains_after(n_posts: int, repeat: int) -> pd.DataFrame:
    """Keep the second year, in which the score is the gain."""
    return gains(n_posts, repeat).query("year == 1")
