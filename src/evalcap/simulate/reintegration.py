"""Returnees interviewed in waves while assistance reaches their communities."""

import numpy as np
import pandas as pd

from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.simulate.rollout import (
    Rollout,
    build_up,
    codes,
    country_names,
    lost_from,
    one_based,
    require_possible,
    stagger,
)
from evalcap.simulate.simulated import Simulated, Truth, average_effects

# Where each dimension starts, and how much of the effect falls on it; the shares average one.
_DIMENSIONS = {
    "economic_score": (0.40, 1.4),
    "social_score": (0.50, 0.7),
    "psychosocial_score": (0.46, 0.9),
}
_COMPOSITE = "composite_score"
_AGE_GROUPS = ("18-24", "25-34", "35-44", "45-59")
_ASSISTANCE = ("microbusiness", "psychosocial_support", "vocational_training")
_WAVES_TO_FULL_EFFECT = 2


def simulate_reintegration(
    *,
    seed: int = 1,
    returnees: int = 600,
    communities: int = 40,
    waves: int = 4,
    countries: int = 2,
    effect: float = 0.1,
    never: float = 0.4,
    attrition: float = 0.12,
    extra_attrition: float = 0.0,
    divergence: float = 0.0,
) -> Simulated:
    """Draw returnees by survey wave, with assistance that reaches communities in two steps.

    Scores without assistance are normal around 0.40 (economic), 0.50 (social) and 0.46
    (psychosocial): returnees and communities differ, things get better by 0.015 a wave, and the
    returnees of a community share a shock in each wave. Assistance begins in the second or the
    third wave, or never, sooner where people fare worse, which differs in level and not in
    trend. It adds `effect` to the composite times a factor from 0.5 to 1.5 of the returnee's
    own, half of it in the first wave; 1.4, 0.7 and 0.9 times that to the three dimensions.
    Scores are held within 0 and 1 and given to three decimals; the composite, their mean, to four.

    Parameters
    ----------
    returnees, communities, waves, countries
        Their numbers. Whole communities are assisted, so they are the clusters; as few as 4 can
        be had.
    effect
        Average full effect on the composite.
    never
        Share of communities without assistance to the end.
    attrition
        Share of returnees that are lost after the first wave and stay lost, as many move on.
    extra_attrition
        Share of assisted returnees lost on top of that: above zero, groups lose unlike shares.
    divergence
        Score a wave by which communities that will be assisted outgrow the others, before and
        after.

    Returns
    -------
    One row a returnee and wave: `returnee`, `community`, `country`, `sex`, `age_group`, `wave`
    (from 1), `assistance` ("none" for never), `assisted_from` (first wave with assistance,
    missing for never), `economic_score`, `social_score`, `psychosocial_score` and
    `composite_score`, missing for the lost. The truth is for `composite_score`, with one part a
    dimension, over all rows, lost or not.

    Raises
    ------
    ImpossibleProgrammeError
    """
    require_possible(
        {
            "communities": (communities, 4, 100_000),
            "returnees": (returnees, communities, 1_000_000),
            "waves": (waves, 2, 60),
            "countries": (countries, 1, min(communities, 26)),
            "never": (never, 0, 0.6),
            "attrition": (attrition, 0, 0.9),
            "extra_attrition": (extra_attrition, 0, 0.99 - attrition),
        }
    )
    rng = np.random.default_rng(seed)
    community = np.arange(returnees) % communities
    standing = rng.normal(size=communities)
    start = stagger(rng, -standing, [1, 2][: waves - 1], never=never)[community]
    rollout = Rollout(start, waves)
    returnee, wave = rollout.unit, rollout.period
    mean = _mean(rng, rollout, standing, community) + divergence * wave * rollout.is_reached
    gain = effect * rng.uniform(0.5, 1.5, returnees)[returnee]
    gain = gain * build_up(rollout.exposure, periods=_WAVES_TO_FULL_EFFECT)
    scores, without = _scores(rng, mean, gain)
    share = attrition + extra_attrition * np.isfinite(start)
    lost = lost_from(rng, share, earliest=1, n_periods=waves)
    people = _returnees(rng, start, community, countries)
    frame = people.iloc[returnee].reset_index(drop=True)
    frame.insert(5, "wave", wave + 1)
    frame = frame.join(scores)
    frame.loc[wave >= lost[returnee], [*_DIMENSIONS, _COMPOSITE]] = np.nan
    return Simulated(frame, _truth(scores - without, rollout.exposure))


def _mean(
    rng: np.random.Generator, rollout: Rollout, standing: FloatArray, community: IntArray
) -> FloatArray:
    """Draw what the three dimensions share without assistance, shape (n_rows,)."""
    level = 0.04 * standing[community] + rng.normal(0, 0.08, len(community))
    shock = rng.normal(0, 0.015, (len(standing), rollout.n_periods))
    together = shock[community[rollout.unit], rollout.period]
    return np.asarray(level[rollout.unit] + 0.015 * rollout.period + together)


def _scores(
    rng: np.random.Generator, mean: FloatArray, gain: FloatArray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the dimensions with and without assistance; each row has the same luck in both."""
    scores, without = pd.DataFrame(), pd.DataFrame()
    for name, (start, share) in _DIMENSIONS.items():
        bare = start + mean + rng.normal(0, 0.08, len(mean))
        scores[name] = np.clip(bare + share * gain, 0, 1).round(3)
        without[name] = np.clip(bare, 0, 1).round(3)
    for frame in (scores, without):
        frame[_COMPOSITE] = frame.mean(axis=1).round(4)
    return scores, without


def _truth(effects: pd.DataFrame, exposure: FloatArray) -> Truth:
    parts = {
        name: average_effects(name, effects[name].to_numpy(), exposure) for name in _DIMENSIONS
    }
    return average_effects(_COMPOSITE, effects[_COMPOSITE].to_numpy(), exposure, parts)


def _returnees(
    rng: np.random.Generator, start: FloatArray, community: IntArray, countries: int
) -> pd.DataFrame:
    n = len(start)
    return pd.DataFrame(
        {
            "returnee": codes("RET", n),
            "community": codes("COM", int(community.max()) + 1)[community],
            "country": country_names(countries)[community % countries],
            "sex": rng.choice(["female", "male"], n, p=[0.3, 0.7]),
            "age_group": rng.choice(_AGE_GROUPS, n, p=[0.3, 0.4, 0.2, 0.1]),
            "assistance": np.where(np.isinf(start), "none", rng.choice(_ASSISTANCE, n)),
            "assisted_from": one_based(start),
        }
    )
