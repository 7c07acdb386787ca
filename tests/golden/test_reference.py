"""Every reference number is held, or named with the reason why not."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import EffectPath, Estimate, PanelFit
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.imputation import estimate_imputation, estimate_two_stage
from evalcap.estimators.panel import estimate_panel, hausman_test
from evalcap.estimators.sun_abraham import estimate_sun_abraham
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

HERE = Path(__file__).parent
REFERENCE: Mapping[str, Any] = json.loads((HERE / "reference.json").read_text())["golden"]

# Kinds of entries that other tests hold.
HELD_BESIDE = {
    "bacon": "tests/diagnostics/test_decomposition.py",
    "cluster_robust": "tests/golden/test_inference_golden.py",
    "honest": "tests/golden/test_sensitivity_golden.py",
    "synthetic": "tests/golden/test_synthetic_golden.py",
    "wild_bootstrap": "tests/golden/test_inference_golden.py",
}
# Numbers left out of entries that are held.
LEFT_OUT = {
    "Wpval": "R rounds it to five digits; W and its degrees of freedom give it",
    "lci": "DRDID multiplies by 1.96 where we take the quantile of the normal distribution",
    "uci": "the same",
    "conf.low": "didimputation too multiplies by 1.96",
    "conf.high": "the same",
    "term": "R's names of terms",
    "panel/within_cluster p": "plm has t(n-k) where we take t(G-1)",
    "names": "R's names of terms",
    "r2": "plm's definition differs from linearmodels' by model",
    "df_resid": "follows from the numbers of rows and terms",
    "theta": "a step towards random effects",
    "sigma2": "the same",
}

# Fixed effects that the reference iterates towards, where ours are exact.
ITERATED = {"imputation": 1e-6, "two_stage": 1e-6, "sun_abraham": 1e-6}

METHODS = {"dr": "doubly_robust", "ipw": "ipw", "reg": "regression"}
COMPARISONS = {"nevertreated": "never_treated", "notyettreated": "not_yet_treated"}

Pairs = Iterator[tuple[str, Any, Any]]


def posts(name: str = "posts", **columns: str) -> Panel:
    frame = pd.read_csv(HERE / "data" / f"{name}.csv")
    frame["trend"] = frame["traffic"] * frame["month"]
    frame["treated"] = ((frame["start"] > 0) & (frame["month"] >= frame["start"])).astype(float)
    for month in range(2, 13):
        frame[f"month::{month}:traffic"] = frame["traffic"] * (frame["month"] == month)
    roles = {"unit": "border_post", "time": "month", "outcome": "detections"}
    return Panel.from_frame(frame, treated_from="start", never=0, **roles, **columns)


def returnees() -> Panel:
    frame = pd.read_csv(HERE / "data" / "returnees.csv")
    return Panel.from_frame(
        frame, unit=None, time="wave", outcome="score", treated_from="start", never=0
    )


def officers(unit: str | None) -> Panel:
    frame = pd.read_csv(HERE / "data" / "officers.csv")
    return Panel.from_frame(
        frame, unit=unit, time="time", outcome="score", treated_from="trained", never=0
    )


# What each kind of group-time entry was computed with.
GROUP_TIME: dict[str, tuple[Any, dict[str, Any]]] = {
    "group_time": (posts, {}),
    "group_time_anticipation1": (posts, {"anticipation": 1}),
    "group_time_unbalanced": (
        lambda: posts("posts_unbalanced"),
        {"unbalanced": "cross_sections"},
    ),
    "group_time_balanced_subset": (
        lambda: posts("posts_unbalanced"),
        {"unbalanced": "complete"},
    ),
    "group_time_weighted": (lambda: posts(weight="weight"), {}),
    "group_time_cluster": (lambda: posts(cluster="region"), {}),
    "group_time_cross_sections": (returnees, {}),
}
TWO_PERIOD = {
    "dr_improved": "doubly_robust_improved",
    "dr_traditional": "doubly_robust",
    "ipw_hajek": "ipw",
    "ipw_horvitz_thompson": "ipw_unnormalised",
    "regression": "regression",
    "unadjusted": "unadjusted",
}
TWFE: dict[str, dict[str, Any]] = {
    "iid": {"variance": "classical"},
    "HC1": {"variance": "robust"},
    "cluster_post": {"cluster": "border_post"},
    "cluster_region": {"cluster": "region"},
    "twoway_post_month": {"cluster": ["border_post", "month"]},
    "driscoll_kraay_lag3": {"variance": "driscoll_kraay", "lags": 3},
}
PANEL = {
    "pooling": "pooled",
    "within": "fixed_effects",
    "within_twoways": "two_way",
    "random_swar": "random_effects",
    "between": "between",
}


def group_time(entry: list[str], value: Any) -> Pairs:
    kind, comparison, method, covariate, *base = entry
    panel, options = GROUP_TIME[kind]
    if base:
        options = options | {"base_period": base[0]}
    effects = estimate_group_time(
        panel(),
        comparison=COMPARISONS[comparison],
        method=METHODS[method],
        covariates=() if covariate == "none" else [covariate],
        **options,
    )
    yield "cohort", effects.cohort, value["cohort"]
    yield "time", effects.time, value["time"]
    yield "att", effects.att, value["att"]
    yield "se", effects.std_error, value["se"]
    yield "n", len(effects.influence), value["n"]
    yield "W", effects.pre_test().statistic, value["W"]
    averages = value["aggregate"]
    yield from estimate("aggregate simple", effects.aggregate("overall"), averages["simple"])
    for by, name in (
        ("event_time", "dynamic"),
        ("cohort", "group"),
        ("calendar_time", "calendar"),
    ):
        yield from path(f"aggregate {name}", effects.aggregate(by), averages[name])


def group_time_balance_e(_entry: list[str], value: Any) -> Pairs:
    effects = estimate_group_time(posts(), covariates=["traffic"])
    balanced, cut = (
        effects.aggregate("event_time", balance_e=2),
        effects.aggregate("event_time", min_e=-2, max_e=3),
    )
    yield from path("balance_e2", balanced, value["balance_e2"])
    yield from path("min_m2_max_3", cut, value["min_m2_max_3"])


def two_period(entry: list[str], value: Any) -> Pairs:
    kind, method = entry
    ours = estimate_two_period(
        officers(None if kind.endswith("cross_sections") else "officer"),
        before=0,
        after=1,
        method=TWO_PERIOD[method],
        covariates=() if method == "unadjusted" else ["experience", "rank"],
    )
    yield "att", ours.point, value["att"]
    yield "se", ours.std_error, value["se"]


def twfe(entry: list[str], value: Any) -> Pairs:
    kind, data, variance = entry
    covariates = [n for n in value["names"] if "traffic" in n] if "covariate" in kind else []
    panel = posts(data, weight="weight") if kind == "twfe_weighted" else posts(data)
    ours = estimate_twfe(panel, covariates=covariates, **TWFE[variance])
    first = {k: np.atleast_1d(value[k])[0] for k in ("coef", "se", "t", "p")}
    yield "coef", ours.point, first["coef"]
    yield "se", ours.std_error, first["se"]
    yield "t", ours.statistic(), first["t"]
    yield "p", ours.p_value(), first["p"]
    yield "df_t", ours.degrees_of_freedom, value["df_t"]
    yield "nobs", ours.n_obs, value["nobs"]


def panel(entry: list[str], value: Any) -> Pairs:
    _, model = entry
    terms = ["treated", "trend"]
    if model == "hausman":
        models = ("fixed_effects", "random_effects")
        fixed, random = (
            estimate_panel(posts(), regressors=terms, model=m, variance="classical") for m in models
        )
        test = hausman_test(fixed, random)
        yield "chisq", test.statistic, value["chisq"]
        yield "df", test.degrees_of_freedom, value["df"]
        yield "p", test.p_value, value["p"]
    elif model == "within_cluster":
        ours = estimate_panel(posts(), regressors=terms, model="fixed_effects")
        yield "coef", ours.estimate, value["coef"]
        yield "se", ours.std_error, value["se"]
        yield "stat", ours.to_frame()["statistic"], value["stat"]
    elif model == "fd":
        # R's first difference has a constant: a column that grows by one each month.
        ours = estimate_panel(
            posts(),
            regressors=["month", *terms],
            model="first_difference",
            variance="classical",
        )
        yield from fit(ours, value)
    else:
        ours = estimate_panel(posts(), regressors=terms, model=PANEL[model], variance="classical")
        yield from fit(ours, value)


def sun_abraham(entry: list[str], value: Any) -> Pairs:
    _, data, variance = entry
    chosen = {"cluster_post": {}, "cluster_region": {"cluster": "region"}, "HC1": {}}
    ours = estimate_sun_abraham(
        posts(data, **chosen[variance]),
        variance="robust" if variance == "HC1" else "clustered",
    )
    yield from coefficients("event_time", ours, value["event_time"])
    # Of every cohort and event time, by event time; as a share of variances, where what is nearly
    # zero is zero.
    order = np.lexsort((ours.cells.cohort, ours.cells.event_time))
    matrix, theirs = ours.cells.covariance[np.ix_(order, order)], np.array(value["event_time_vcov"])
    error = np.sqrt(np.diag(theirs))
    yield (
        "event_time_vcov",
        1 + matrix / np.outer(error, error),
        1 + theirs / np.outer(error, error),
    )
    yield from coefficients("cohort", ours.aggregate("cohort"), value["cohort"])
    assert ours.overall is not None
    yield "att coef", ours.overall.point, value["att"]["coef"]
    yield "att se", ours.overall.std_error, value["att"]["se"]
    yield "att p", ours.overall.p_value(), value["att"]["p"]


def coefficients(name: str, ours: EffectPath, value: Any) -> Pairs:
    yield f"{name} at", ours.at, [float(term.split("::")[1]) for term in value["names"]]
    yield f"{name} coef", ours.estimate, value["coef"]
    yield f"{name} se", ours.std_error, value["se"]
    yield f"{name} p", ours.to_frame()["p_value"], value["p"]


def imputation(entry: list[str], value: Any) -> Pairs:
    _, data, what = entry
    panel = posts(data, cluster="region") if "region" in what else posts(data)
    if what == "event_time_pre3":
        ours = estimate_imputation(panel, pre_periods=3)
        yield "term", ours.at, value["term"]
        yield "estimate", ours.estimate, value["estimate"]
        yield "std.error", ours.std_error, value["std.error"]
    else:
        overall = estimate_imputation(panel).overall
        assert overall is not None
        yield "estimate", overall.point, value["estimate"]
        yield "std.error", overall.std_error, value["std.error"]


def two_stage(entry: list[str], value: Any) -> Pairs:
    ours = estimate_two_stage(posts(entry[1]))
    yield "coef", ours.point, value["coef"]
    yield "se", ours.std_error, value["se"]


def fit(ours: PanelFit, value: Any) -> Pairs:
    frame = ours.to_frame()
    yield "coef", ours.estimate, value["coef"]
    yield "se", ours.std_error, value["se"]
    yield "stat", frame["statistic"], value["stat"]
    yield "p", frame["p_value"], value["p"]


def estimate(name: str, ours: Estimate, value: Any) -> Pairs:
    yield f"{name} overall", ours.point, value["overall"]
    yield f"{name} overall se", ours.std_error, value["overall_se"]


def path(name: str, ours: EffectPath, value: Any) -> Pairs:
    yield f"{name} at", ours.at, value["at"]
    yield f"{name} att", ours.estimate, value["att"]
    yield f"{name} se", ours.std_error, value["se"]
    assert ours.overall is not None
    yield from estimate(name, ours.overall, value)


KINDS = {
    **dict.fromkeys(GROUP_TIME, group_time),
    "group_time_balance_e": group_time_balance_e,
    "two_period": two_period,
    "two_period_cross_sections": two_period,
    "twfe": twfe,
    "twfe_weighted": twfe,
    "twfe_covariate": twfe,
    "panel": panel,
    "sun_abraham": sun_abraham,
    "imputation": imputation,
    "two_stage": two_stage,
}


def kind_of(key: str) -> str:
    return key.partition("/")[0]


@pytest.mark.parametrize("key", [key for key in REFERENCE if kind_of(key) in KINDS])
def test_our_numbers_are_those_of_the_reference(key):
    value = REFERENCE[key]["value"]
    held = {name.split()[-1] for name in LEFT_OUT if name.split()[0] in (key, name)}
    tolerance = ITERATED.get(kind_of(key), 1e-8)
    for what, ours, theirs in KINDS[kind_of(key)](key.split("/"), value):
        expected = np.array(theirs, float)
        np.testing.assert_allclose(ours, expected, rtol=tolerance, atol=1e-12, err_msg=what)
        held.add(what.split()[0])
    assert set(value) <= held


def test_every_kind_of_entry_is_held_here_or_beside():
    assert {kind_of(key) for key in REFERENCE} == set(KINDS) | set(HELD_BESIDE)
    assert not set(KINDS) & set(HELD_BESIDE)


@pytest.mark.parametrize("kind", HELD_BESIDE)
def test_what_another_test_holds_is_named_there(kind):
    assert kind in (HERE.parents[1] / HELD_BESIDE[kind]).read_text()
