import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, NoTreatedError, OptionError
from evalcap.estimators.group_time import estimate_group_time


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(61)
    frame = pd.DataFrame([(u, t) for u in range(24) for t in range(5)], columns=["post", "year"])
    frame["start"] = np.repeat([2, 3, np.nan], 8)[frame["post"]]
    frame["age"] = rng.normal(size=24)[frame["post"]]
    frame["checks"] = rng.normal(size=120) + frame["post"] + frame["year"]
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def test_a_cell_is_the_double_difference_of_means(frame):
    effects = estimate_group_time(panel(frame))
    mean = frame.groupby([frame["start"].fillna(0), "year"])["checks"].mean()
    for g, t, b, att in zip(effects.cohort, effects.time, effects.base, effects.att, strict=True):
        assert att == pytest.approx((mean[g, t] - mean[g, b]) - (mean[0, t] - mean[0, b]))


def test_a_known_effect_is_found_exactly_where_nothing_else_happens(frame):
    frame["checks"] = frame["post"] * 2.0 + frame["year"] ** 2
    exposure = frame["year"] - frame["start"]
    frame["checks"] += np.where(exposure >= 0, 1 + exposure, 0.0)
    effects = estimate_group_time(panel(frame))
    post = effects.is_post
    np.testing.assert_allclose(effects.att[post], 1 + (effects.time - effects.cohort)[post])
    np.testing.assert_allclose(effects.att[~post], 0, atol=1e-12)


def test_covariates_make_doubly_robust_the_default(frame):
    with_covariates = estimate_group_time(panel(frame), covariates=["age"])
    assert "doubly robust" in with_covariates.estimator
    assert "unadjusted" in estimate_group_time(panel(frame)).estimator


def test_the_estimator_says_who_is_compared_and_which_units_count(frame):
    for unbalanced, words in (
        ("pairs", "units seen in both periods of a comparison"),
        ("complete", "units seen in every period"),
        ("cross_sections", "rows as repeated cross-sections"),
    ):
        effects = estimate_group_time(
            panel(frame), comparison="not_yet_treated", unbalanced=unbalanced
        )
        assert effects.estimator.endswith(f"compared with units not yet treated, {words}")
    assert estimate_group_time(panel(frame, unit=None)).estimator.endswith("cross-sections")


def test_not_yet_treated_units_join_the_comparison_until_they_are_treated(frame):
    cells = estimate_group_time(panel(frame), comparison="not_yet_treated").to_frame()
    n = cells.set_index(["cohort", "time"])["n_comparison"]
    assert n[(2, 2)] == 16
    assert n[(2, 3)] == 8


@pytest.mark.parametrize(
    ("option", "given"),
    [
        ("comparison", "never"),
        ("method", "dr"),
        ("base_period", "fixed"),
        ("unbalanced", "balance"),
        ("anticipation", -1),
        ("anticipation", np.nan),
    ],
)
def test_an_option_it_does_not_take_is_refused(frame, option, given):
    with pytest.raises(OptionError, match=f"{option}="):
        estimate_group_time(panel(frame), **{option: given})


def test_nobody_treated_is_refused(frame):
    with pytest.raises(NoTreatedError):
        estimate_group_time(panel(frame.assign(start=np.nan)))


def test_one_cluster_is_refused(frame):
    with pytest.raises(ClusterError, match="1 cluster"):
        estimate_group_time(panel(frame.assign(country=1), cluster="country"))
