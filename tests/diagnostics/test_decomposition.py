import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from causaldata import castle

from evalcap.dataset import Panel
from evalcap.diagnostics.decomposition import Decomposition, decompose_twfe
from evalcap.errors.balanced import IncompleteUnitsError, NoUnitEffectsError, WeightsRefusedError
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.twfe import estimate_twfe

mpl.use("Agg")
GOLDEN = Path(__file__).parents[1] / "golden"
ROLES = {"unit": "post", "time": "month", "outcome": "score", "treated_from": "start"}


def staggered(starts: dict[float, int], *, n_periods: int = 9, seed: int = 3) -> pd.DataFrame:
    """So many units for each first treated period, with effects that grow."""
    rng = np.random.default_rng(seed)
    first = np.repeat(list(starts), list(starts.values()))
    unit, time = (a.ravel() for a in np.indices((len(first), n_periods)))
    exposure = np.clip(time - first[unit] + 1, 0, None)
    score = rng.normal(size=len(first))[unit] + 0.3 * time + exposure + rng.normal(size=len(unit))
    return pd.DataFrame({"post": unit, "month": time, "score": score, "start": first[unit]})


def decompose(frame: pd.DataFrame, **columns: Any) -> Decomposition:
    return decompose_twfe(Panel.from_frame(frame, **(ROLES | columns)))


def test_comparisons_are_those_of_the_reference() -> None:
    value = json.loads((GOLDEN / "reference.json").read_text())["golden"]["bacon/posts"]["value"]
    panel = Panel.from_frame(
        pd.read_csv(GOLDEN / "data" / "posts.csv"),
        unit="border_post",
        time="month",
        outcome="detections",
        treated_from="start",
        never=0,
    )
    ours = decompose_twfe(panel)
    never = [99999 if other == "never" else other for other in ours.against]
    found = {pair: i for i, pair in enumerate(zip(ours.cohort, never, strict=True))}
    order = [found[pair] for pair in zip(value["treated"], value["untreated"], strict=True)]
    np.testing.assert_allclose(ours.estimate[order], value["estimate"], rtol=1e-8)
    np.testing.assert_allclose(ours.weight[order], value["weight"], rtol=1e-8)
    assert ours.coefficient == pytest.approx(value["weighted_sum"], rel=1e-8)
    words = {
        "Treated vs Untreated": "treated vs never",
        "Earlier vs Later Treated": "earlier vs later",
        "Later vs Earlier Treated": "later vs earlier",
    }
    assert [ours.comparison[i] for i in order] == [words[kind] for kind in value["type"]]


def test_castle_doctrine_laws_and_homicide() -> None:
    """Goodman-Bacon's example, R vignette of bacondecomp: law from the year it was passed."""
    frame = castle.load_pandas().data
    first = frame[frame["post"] == 1].groupby("sid")["year"].min() - 1
    ours = decompose_twfe(
        Panel.from_frame(
            frame.assign(start=frame["sid"].map(first)),
            unit="sid",
            time="year",
            outcome="l_homicide",
            treated_from="start",
        )
    )
    kinds = ours.by_comparison().set_index("comparison").round(5)
    assert kinds["weight"].to_dict() == {
        "treated vs never": 0.90834,
        "earlier vs later": 0.05976,
        "later vs earlier": 0.03190,
    }
    assert kinds["estimate"].to_dict() == {
        "treated vs never": 0.08796,
        "earlier vs later": -0.00554,
        "later vs earlier": 0.07032,
    }
    heaviest = ours.to_frame().nlargest(1, "weight").iloc[0]
    assert (heaviest["cohort"], heaviest["against"]) == (2006, "never")
    assert (round(heaviest["estimate"], 7), round(heaviest["weight"], 7)) == (0.0682359, 0.5923947)


@pytest.mark.parametrize(
    "starts",
    [
        {3.0: 4, np.inf: 5},
        {3.0: 4, 6.0: 2},
        {3.0: 4, 0.0: 3},
        {2.0: 3, 5.0: 4, 7.0: 1, np.inf: 2, 0.0: 2},
        {2.0: 3, 5.0: 4, 20.0: 2},
    ],
)
def test_the_weighted_sum_is_the_coefficient(starts: dict[float, int]) -> None:
    panel = Panel.from_frame(staggered(starts), **ROLES)
    ours = decompose_twfe(panel)
    assert ours.coefficient == pytest.approx(estimate_twfe(panel).point, rel=1e-10)
    assert ours.weight.sum() == pytest.approx(1)
    assert (ours.weight > 0).all()


def test_a_gap_in_the_calendar_joins_cohorts_first_seen_treated_together() -> None:
    frame = staggered({4.0: 3, 5.0: 3, np.inf: 4})
    panel = Panel.from_frame(frame[frame["month"] != 4], **ROLES)
    ours = decompose_twfe(panel)
    assert (ours.cohort, ours.against) == ((5,), ("never",))
    assert ours.coefficient == pytest.approx(estimate_twfe(panel).point)


def test_groups_are_named_by_when_they_are_treated() -> None:
    ours = decompose(staggered({-2.0: 1, 3.0: 2, 6.0: 2, 11.0: 2}))
    assert ours.to_frame().iloc[:, :3].to_numpy().tolist() == [
        ["treated vs always", 3, "always"],
        ["earlier vs later", 3, 6],
        ["treated vs never", 3, "never"],
        ["treated vs always", 6, "always"],
        ["later vs earlier", 6, 3],
        ["treated vs never", 6, "never"],
    ]


def test_dates_are_named_as_the_calendar_does() -> None:
    frame = staggered({3.0: 2, np.inf: 2})
    month = pd.PeriodIndex.from_ordinals(frame["month"] + 600, freq="M")
    frame = frame.assign(month=month, treated=(frame["month"] >= frame["start"]).astype(int))
    panel = Panel.from_frame(frame, unit="post", time="month", outcome="score", treated="treated")
    assert decompose_twfe(panel).cohort == ("2020-04",)


def test_kinds_are_averaged_by_their_weights() -> None:
    ours = decompose(staggered({3.0: 4, 6.0: 2, np.inf: 3}))
    kinds = ours.by_comparison()
    assert kinds["comparison"].tolist() == [
        "treated vs never",
        "earlier vs later",
        "later vs earlier",
    ]
    assert kinds["estimate"] @ kinds["weight"] == pytest.approx(ours.coefficient)
    frame = ours.to_frame().query("comparison == 'treated vs never'")
    expected = np.average(frame["estimate"], weights=frame["weight"])
    assert kinds["estimate"][0] == pytest.approx(expected)


def test_the_sentence_warns_of_comparisons_with_units_already_treated() -> None:
    ours = decompose(staggered({3.0: 4, 6.0: 2}))
    share = ours.by_comparison().set_index("comparison")["weight"]["later vs earlier"]
    assert f"{100 * share:.0f}% of the weight compares with units already treated" in str(ours)


def test_the_sentence_says_when_there_are_none() -> None:
    assert "None is with units already treated." in str(decompose(staggered({3.0: 2, np.inf: 2})))


def test_effects_that_grow_show_in_the_weights_of_treated_rows() -> None:
    ours = decompose(staggered({1.0: 6, 8.0: 6}))
    assert ours.negative_weights.n_negative > 0
    assert str(ours.negative_weights) in str(ours)


def test_the_figure_has_a_mark_for_each_comparison() -> None:
    axes = decompose(staggered({3.0: 4, 6.0: 2, np.inf: 3})).plot()
    assert sum(len(c.get_offsets()) for c in axes.collections) == 4
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert sorted(labels) == ["earlier vs later", "later vs earlier", "treated vs never"]
    assert axes.get_ylabel() == "effect on score"


def test_gaps_are_refused_with_the_number_of_units() -> None:
    frame = staggered({3.0: 4, np.inf: 3}).drop(index=[0, 1, 20])
    with pytest.raises(IncompleteUnitsError, match=r"2 units of 7 .*") as error:
        decompose(frame)
    assert "count_negative_weights" in error.value.do


def test_weights_are_refused() -> None:
    with pytest.raises(WeightsRefusedError, match="count_negative_weights"):
        decompose(staggered({3.0: 4, np.inf: 3}).assign(size=1.0), weight="size")


def test_repeated_cross_sections_are_refused() -> None:
    with pytest.raises(NoUnitEffectsError):
        decompose(staggered({3.0: 4, np.inf: 3}), unit=None)


@pytest.mark.parametrize("starts", [{3.0: 4}, {np.inf: 4}, {0.0: 2, np.inf: 2}])
def test_treatment_that_does_not_vary_is_refused(starts: dict[float, int]) -> None:
    with pytest.raises(NoTreatedError, match="does not vary"):
        decompose(staggered(starts))
