"""Officers tested before and after a course that some border posts were given."""

import numpy as np
import pandas as pd

from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.simulate.rollout import (
    Rollout,
    codes,
    country_names,
    lost_from,
    one_based,
    require_possible,
    stagger,
)
from evalcap.simulate.simulated import Simulated, average_effects

_TIMEPOINTS = ("baseline", "pre", "post", "followup_3m", "followup_6m", "followup_12m")
_POST = _TIMEPOINTS.index("post")
_KEPT_EACH_FOLLOW_UP = 0.9
_RANKS = ("officer", "senior officer", "supervisor")


def simulate_training(
    *,
    seed: int = 1,
    officers: int = 400,
    posts: int = 40,
    follow_ups: int = 1,
    countries: int = 3,
    effect: float = 8.0,
    never: float = 0.5,
    attrition: float = 0.1,
    extra_attrition: float = 0.0,
    divergence: float = 0.0,
) -> Simulated:
    """Draw officers by wave of a test, with a course between the second and the third wave.

    Scores without the course are normal around 50 points: older officers score higher (0.3 a
    year), officers and posts differ, the test itself teaches a point a wave, and the posts share
    a shock in each wave. Posts whose officers are older tend to get the course, which differs in
    level and not in trend. The course adds `effect` points times a factor from 0.5 to 1.5 of the
    officer's own, of which nine tenths stay from each follow-up to the next. Scores are held
    within 0 and 100 and given to one decimal.

    Parameters
    ----------
    officers, posts, countries
        Their numbers. Whole posts are trained, so they are the clusters; as few as 4 can be had.
    follow_ups
        Waves after the test at the end of the course: none, or 3, 6 and 12 months later.
    effect
        Average effect at the end of the course, in points.
    never
        Share of posts without the course.
    attrition
        Share of officers that are lost after the second wave and stay lost.
    extra_attrition
        Share of trained officers lost on top of that: above zero, groups lose unlike shares.
    divergence
        Points a wave by which posts that will be trained outgrow the others, before and after.

    Returns
    -------
    One row an officer and wave: `officer`, `border_post`, `country`, `sex`, `age` (years, at the
    start), `rank`, `wave` (from 1), `timepoint`, `trained_from` (first wave after the course,
    missing for never) and `score`, missing for the lost. The truth is for `score`, over all
    rows, lost or not.

    Raises
    ------
    ImpossibleProgrammeError
    """
    require_possible(
        {
            "posts": (posts, 4, 100_000),
            "officers": (officers, posts, 1_000_000),
            "follow_ups": (follow_ups, 0, len(_TIMEPOINTS) - _POST - 1),
            "countries": (countries, 1, min(posts, 26)),
            "never": (never, 0, 0.7),
            "attrition": (attrition, 0, 0.9),
            "extra_attrition": (extra_attrition, 0, 0.99 - attrition),
        }
    )
    rng = np.random.default_rng(seed)
    people = _officers(rng, officers, posts, countries)
    post, age = np.arange(officers) % posts, people["age"].to_numpy(float)
    start = stagger(rng, _mean_age(age, post), [_POST], never=never)[post]
    rollout = Rollout(start, _POST + 1 + follow_ups)
    officer, wave = rollout.unit, rollout.period
    without = _luck(rng, rollout, age, post) + divergence * wave * rollout.is_reached
    gain = effect * rng.uniform(0.5, 1.5, officers)[officer] * _kept(rollout.exposure)
    score = _recorded(without + gain)
    share = attrition + extra_attrition * np.isfinite(start)
    lost = lost_from(rng, share, earliest=_POST, n_periods=rollout.n_periods)
    frame = people.assign(trained_from=one_based(start)).iloc[officer].reset_index(drop=True)
    frame.insert(6, "wave", wave + 1)
    frame.insert(7, "timepoint", np.array(_TIMEPOINTS, dtype=object)[wave])
    frame["score"] = np.where(wave >= lost[officer], np.nan, score)
    return Simulated(frame, average_effects("score", score - _recorded(without), rollout.exposure))


def _officers(rng: np.random.Generator, officers: int, posts: int, countries: int) -> pd.DataFrame:
    post = np.arange(officers) % posts
    age = rng.integers(22, 60, officers)
    seniority = np.searchsorted([35, 48], age + rng.normal(0, 4, officers))
    return pd.DataFrame(
        {
            "officer": codes("OFF", officers),
            "border_post": codes("POST", posts)[post],
            "country": country_names(countries)[post % countries],
            "sex": rng.choice(["female", "male"], officers, p=[0.35, 0.65]),
            "age": age,
            "rank": np.array(_RANKS, dtype=object)[seniority],
        }
    )


def _mean_age(age: FloatArray, post: IntArray) -> FloatArray:
    """Mean age by post, standardised, shape (n_posts,)."""
    mean = np.bincount(post, weights=age) / np.bincount(post)
    return np.asarray((mean - mean.mean()) / max(mean.std(), 1e-9))


def _luck(
    rng: np.random.Generator, rollout: Rollout, age: FloatArray, post: IntArray
) -> FloatArray:
    """Draw scores without the course, before they are recorded, shape (n_rows,)."""
    n_posts, officer, wave = int(post.max()) + 1, rollout.unit, rollout.period
    level = 50 + 0.3 * (age - 40) + rng.normal(0, 6, len(age)) + rng.normal(0, 2, n_posts)[post]
    shock = rng.normal(0, 1, (n_posts, rollout.n_periods))[post[officer], wave]
    return np.asarray(level[officer] + wave + shock + rng.normal(0, 5, len(wave)))


def _kept(exposure: FloatArray) -> FloatArray:
    """Share of the effect that is left, zero before the course."""
    return np.where(exposure >= 0, _KEPT_EACH_FOLLOW_UP ** np.clip(exposure, 0, None), 0.0)


def _recorded(score: FloatArray) -> FloatArray:
    return np.clip(score, 0, 100).round(1)
