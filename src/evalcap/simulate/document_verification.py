"""Document scanners that reach border posts one after the other."""

from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.simulate.rollout import (
    Rollout,
    build_up,
    codes,
    country_names,
    require_possible,
    stagger,
)
from evalcap.simulate.simulated import Simulated, average_effects

_LEVEL, _LEVEL_BY_SIZE, _SEASON, _TREND = 20.0, 3.0, 2.0, 0.05
_REGION_SHOCK = 0.8
_MONTHS_TO_FULL_EFFECT = 3


def simulate_document_verification(
    *,
    seed: int = 1,
    posts: int = 80,
    months: int = 24,
    regions: int = 20,
    countries: int = 3,
    effect: float = 6.0,
    never: float = 0.4,
    rollouts: int = 3,
    unreported: float = 0.02,
    divergence: float = 0.0,
    first_month: str = "2022-01",
) -> Simulated:
    """Draw border posts by month, with scanners that arrive in several roll-outs.

    Fraudulent documents detected without scanners are Poisson with a mean of 20 a month, 3 more
    for each standard deviation of a post's (log) size, a season of 2 up and down, a slow rise,
    and a shock shared by the posts of a region in a month. Busier posts tend to get scanners
    sooner, which differs in level and not in trend. Scanners add `effect` detections a month
    times a factor from 0.5 to 1.5 of the post's own; a third of that in the first month, all from
    the third on.

    Parameters
    ----------
    posts, months, regions, countries
        Their numbers. Regions share shocks, so they are the clusters; as few as 4 can be had.
    effect
        Average full effect, detections a month; below zero scanners deter.
    never
        Share of posts without scanners to the end.
    rollouts
        In how many months scanners arrive.
    unreported
        Share of post-months without a report: traffic is known, the rest is missing.
    divergence
        Detections a month by which posts that will get scanners outgrow the others in every
        month, before and after: above zero, trends are not parallel.
    first_month
        Year and month.

    Returns
    -------
    One row a post and month: `border_post`, `region`, `country`, `month` (its first day),
    `scanner_from` (first month with scanners, missing for never), `traffic` (travellers),
    `documents_examined`, `referred` (to the second line) and `detections`, all counts. The truth
    is for `detections`, over all rows, reported or not.

    Raises
    ------
    ImpossibleProgrammeError
    """
    require_possible(
        {
            "posts": (posts, 10, 100_000),
            "months": (months, 8, 240),
            "regions": (regions, 2, posts),
            "countries": (countries, 1, min(regions, 26)),
            "never": (never, 0, 0.8),
            "rollouts": (rollouts, 1, min(6, posts // 5)),
            "unreported": (unreported, 0, 0.9),
            "effect": (effect, -500, 500),
            "divergence": (divergence, -1, 1),
        }
    )
    rng = np.random.default_rng(seed)
    size = np.clip(rng.normal(size=posts), -2, 2)
    starts = np.unique(np.linspace(months / 3, 3 * months / 4, rollouts).round().astype(int))
    rollout = Rollout(stagger(rng, size, starts.tolist(), never=never), months)
    rate = _rate(rng, rollout, size, regions)
    rate += divergence * rollout.period * rollout.is_reached
    gain = effect * rng.uniform(0.5, 1.5, posts)[rollout.unit]
    gain = gain * build_up(rollout.exposure, periods=_MONTHS_TO_FULL_EFFECT)
    without, detections = _counts(rng, np.clip(rate, 0, None), gain)
    counts = _reports(rng, size[rollout.unit], _season(rollout.period), detections, unreported)
    truth = average_effects("detections", detections - without, rollout.exposure)
    places = _places(rollout, regions, countries, first_month)
    return Simulated(pd.DataFrame(places | counts), truth)


def _places(rollout: Rollout, regions: int, countries: int, first_month: str) -> dict[str, Any]:
    post, region = rollout.unit, rollout.unit % regions
    calendar = pd.date_range(first_month, periods=rollout.n_periods, freq="MS")
    return {
        "border_post": codes("POST", len(rollout.start))[post],
        "region": codes("REG", regions)[region],
        "country": country_names(countries)[region % countries],
        "month": calendar[rollout.period],
        "scanner_from": _dates(calendar, rollout.start)[post],
    }


def _season(month: IntArray) -> FloatArray:
    return np.asarray(np.sin(2 * np.pi * (month + 2) / 12))


def _rate(rng: np.random.Generator, rollout: Rollout, size: FloatArray, regions: int) -> FloatArray:
    """Give expected detections without scanners."""
    post, month = rollout.unit, rollout.period
    shock = rng.normal(0, _REGION_SHOCK, (regions, rollout.n_periods))[post % regions, month]
    level = _LEVEL + _LEVEL_BY_SIZE * size[post]
    return np.asarray(level + _SEASON * _season(month) + _TREND * month + shock)


def _counts(
    rng: np.random.Generator, rate: FloatArray, gain: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Draw counts without and with the programme, both Poisson.

    A gain adds to what was found without it; a loss thins it out.
    """
    without = rng.poisson(rate)
    kept = rng.binomial(without, np.clip(1 + gain / np.maximum(rate, 1e-9), 0, 1))
    return without.astype(float), (kept + rng.poisson(np.clip(gain, 0, None))).astype(float)


def _reports(
    rng: np.random.Generator,
    size: FloatArray,
    season: FloatArray,
    detections: FloatArray,
    unreported: float,
) -> dict[str, ExtensionArray]:
    """Draw what posts report: no fewer documents at an earlier step than at a later one."""
    traffic = np.exp(9 + 0.6 * size + 0.15 * season + rng.normal(0, 0.05, len(size))).astype(int)
    found = detections.astype(int)
    examined = np.maximum(rng.binomial(traffic, 0.6), found)
    referred = found + rng.binomial(examined - found, 0.012)
    silent = rng.random(len(size)) < unreported
    reports = {"documents_examined": examined, "referred": referred, "detections": found}
    counts = {"traffic": pd.array(np.maximum(traffic, examined), dtype="Int64")}
    for name, values in reports.items():
        counts[name] = pd.array(np.where(silent, np.nan, values), dtype="Int64")
    return counts


def _dates(calendar: pd.DatetimeIndex, start: FloatArray) -> pd.DatetimeIndex:
    """Turn positions of first treated months into dates, missing for never."""
    never = np.isinf(start)
    return pd.DatetimeIndex(calendar[np.where(never, 0, start).astype(int)].where(~never))
