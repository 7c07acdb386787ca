"""Every estimator on a design with 200 clusters. To add one, add a Case."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import drawn
import drawn_outcomes
import numpy as np
import pandas as pd
from measured import Answer, Case, Pieces

import evalcap as ec
from evalcap.kernels.contrasts import ESTIMATORS as METHODS

AGE = {"covariates": ["age"]}
ADJUSTED = [method for method in METHODS if method != "unadjusted"]
COMPARISONS = ("never_treated", "not_yet_treated")
SPAN, FOR = {"before": 1, "after": 3}, {"eligible": "recruit"}
MODELS = (
    "fixed_effects",
    "two_way",
    "random_effects",
    "first_difference",
    "between",
    "pooled",
)
INSTRUMENTS = {"endogenous": "attended", "instruments": ["offer"], "model": "two_way"}
GAINS = {"outcome": "score", "regressors": ["treated"], "cluster": "post"}
SPAN_OF_GAINS = {"before": 0, "after": 1}

# Designs where growth depends on age, which an estimator has to be told.
trending = partial(drawn.panel, trend=0.5)
trending_rows = partial(drawn.rows, trend=0.5)
trending_kinds = partial(drawn.kinds, trend=0.3)
# Designs without shared shocks.
alone = partial(drawn.practice, shared=0.0)
varying = partial(drawn.provinces, spread=0.5)
few_treated = partial(drawn.provinces, treated=20)
RESAMPLED = {"placebo": few_treated, "jackknife": varying, "bootstrap": varying}


def overall(path: Any) -> Answer:
    """The summary of a path."""
    return path.overall


def averaged(by: str) -> Callable[[Any], Answer]:
    """An average of group-time effects."""
    return lambda effects: (
        effects.aggregate(by) if by == "overall" else effects.aggregate(by).overall
    )


def term(name: str) -> Callable[[Any], Answer]:
    """A coefficient of a fit."""
    return lambda fit: fit.term(name)


def of_treated(table: pd.DataFrame) -> Answer:
    """The row of treatment in a table of coefficients."""
    row = table.set_index("term").loc["treated"]
    limits = (row["conf_low"], row["conf_high"])
    return Pieces([limits], row["estimate"], row["std_error"])


between_years = partial(ec.estimate_two_period, **SPAN)
gain = partial(ec.estimate_two_period, **SPAN_OF_GAINS)

TWO_PERIOD = [
    Case("two-period, unadjusted", ec.estimate_two_period, drawn.panel, SPAN),
    *(
        Case(
            f"two-period, {method}",
            ec.estimate_two_period,
            trending,
            SPAN | AGE | {"method": method},
        )
        for method in ADJUSTED
    ),
    Case("two-period, rows, unadjusted", ec.estimate_two_period, drawn.rows, SPAN),
    *(
        Case(
            f"two-period, rows, {method}",
            ec.estimate_two_period,
            trending_rows,
            SPAN | AGE | {"method": method},
        )
        for method in ADJUSTED
    ),
]
GROUP_TIME = [
    *(
        Case(
            f"group-time, {method}, {comparison}",
            ec.estimate_group_time,
            trending,
            AGE | {"method": method, "comparison": comparison},
            averaged("overall"),
        )
        for method in ADJUSTED
        for comparison in COMPARISONS
    ),
    *(
        Case(
            f"group-time, unadjusted, {comparison}",
            ec.estimate_group_time,
            drawn.panel,
            {"comparison": comparison},
            averaged("overall"),
        )
        for comparison in COMPARISONS
    ),
    *(
        Case(f"group-time, by {by}", ec.estimate_group_time, drawn.panel, {}, averaged(by))
        for by in ("event_time", "cohort", "calendar_time")
    ),
    Case("group-time, weights", ec.estimate_group_time, drawn.weighted, {}, averaged("overall")),
    *(
        Case(
            f"group-time, gaps, {unbalanced}",
            ec.estimate_group_time,
            drawn.with_gaps,
            {"unbalanced": unbalanced},
            averaged("overall"),
        )
        for unbalanced in ("pairs", "complete", "cross_sections")
    ),
    Case("group-time, rows", ec.estimate_group_time, drawn.rows, {}, averaged("overall")),
    Case(
        "group-time, rows, doubly_robust",
        ec.estimate_group_time,
        trending_rows,
        AGE,
        averaged("overall"),
    ),
]
REGRESSION = [
    Case("two-way fixed effects", ec.estimate_twfe, drawn.panel),
    Case(
        "two-way fixed effects, covariate", ec.estimate_twfe, trending, {"covariates": ["growing"]}
    ),
    Case(
        "two-way fixed effects, Driscoll-Kraay",
        ec.estimate_twfe,
        drawn.long_roll_out,
        {"variance": "driscoll_kraay"},
        repeats=300,
    ),
    Case("Sun-Abraham", ec.estimate_sun_abraham, drawn.panel, {}, overall),
    Case("extended two-way", ec.estimate_extended_twfe, drawn.panel, {}, overall),
    Case("stacked", ec.estimate_stacked, drawn.panel, {"before": 1, "after": 1}, overall),
    *(
        Case(
            f"local projection, {weighting}",
            ec.estimate_local_projection,
            drawn.panel,
            {"weighting": weighting},
            overall,
        )
        for weighting in ("equal", "variance")
    ),
    Case("imputation", ec.estimate_imputation, drawn.panel, {}, overall, holds="at least"),
    Case("two-stage", ec.estimate_two_stage, drawn.panel),
    *(
        Case(
            f"panel regression, {model}",
            ec.estimate_panel,
            drawn.practice,
            {"regressors": ["hours"], "model": model},
            term("hours"),
            repeats=300,
        )
        for model in MODELS
    ),
    *(
        Case(
            f"panel regression, fixed_effects, {variance}",
            ec.estimate_panel,
            alone,
            {"regressors": ["hours"], "variance": variance},
            term("hours"),
            repeats=300,
        )
        for variance in ("classical", "robust")
    ),
]
TRIPLE = [
    Case("triple difference, unadjusted", ec.estimate_triple_difference, drawn.kinds, SPAN | FOR),
    *(
        Case(
            f"triple difference, {method}",
            ec.estimate_triple_difference,
            trending_kinds,
            SPAN | FOR | AGE | {"method": method},
        )
        for method in ADJUSTED
    ),
    *(
        Case(
            f"group-time triple difference, {comparison}",
            ec.estimate_group_time_triple_difference,
            trending_kinds,
            FOR | AGE | {"comparison": comparison},
            averaged("overall"),
        )
        for comparison in COMPARISONS
    ),
]
DOSE = [
    Case(
        f"dose group {low:g} hours",
        ec.compare_doses,
        drawn.panel,
        {"dose": "hours", "groups": [(8, 8), (24, 24)], "estimate": between_years},
        lambda found, at=at: found.estimates[at],
    )
    for at, low in enumerate((8, 24))
]
OUTCOMES = [
    Case(
        "Poisson regression, two_way",
        ec.estimate_poisson,
        partial(drawn_outcomes.outcomes, "found", 1.0),
        {"regressors": ["on", "traffic"], "model": "two_way"},
        term("on"),
        truth=drawn_outcomes.RATIO,
    ),
    Case(
        "extended Poisson, log ratio",
        ec.estimate_extended_poisson,
        partial(drawn_outcomes.outcomes, "found", 1.0),
        {},
        lambda effects: Pieces([np.log(effects.ratio().interval())], effects.ratio().log),
        truth=drawn_outcomes.RATIO,
    ),
    Case(
        "logit, conditional",
        ec.estimate_logit,
        partial(drawn_outcomes.outcomes, "passed", 1.0),
        {"regressors": ["traffic"], "model": "conditional"},
        term("traffic"),
        truth=drawn_outcomes.ODDS,
        repeats=400,
    ),
    Case(
        "instruments",
        ec.estimate_instrumental,
        partial(drawn_outcomes.outcomes, "score", 1.0),
        INSTRUMENTS,
        term("attended"),
        repeats=400,
    ),
    *(
        Case(
            f"instruments, robust set, strength {strength:g}",
            ec.estimate_instrumental,
            partial(drawn_outcomes.outcomes, "score", strength),
            INSTRUMENTS,
            lambda fit: Pieces(fit.robust_set()),
            repeats=400,
        )
        for strength in (1.0, 0.05)
    ),
]
# Placebos take treated units to vary as others do, leaving out and drawing anew do not; each
# repeat of the first two methods fits weights by a thousand small steps, hence few repeats.
SYNTHETIC = [
    *(
        Case(
            f"equal weights, {inference}",
            ec.estimate_synthetic,
            draw,
            {"method": "did", "inference": inference},
        )
        for inference, draw in RESAMPLED.items()
    ),
    Case(
        "synthetic control, placebo",
        ec.estimate_synthetic,
        partial(drawn.provinces, n_units=40, treated=8),
        {"method": "synthetic_control", "draws": 100},
        clusters=40,
        repeats=200,
    ),
    *(
        Case(
            f"synthetic difference-in-differences, {inference}",
            ec.estimate_synthetic,
            draw,
            {"inference": inference, "draws": 50},
            repeats=120,
        )
        for inference, draw in RESAMPLED.items()
    ),
]


def few_clusters(n_posts: int) -> dict[str, Case]:
    """Give the methods for few clusters, and the conventional ones, on one design."""
    panel, after = partial(drawn.gains_panel, n_posts), partial(drawn.gains_after, n_posts)
    draws = {"draws": 999}
    cases = [
        Case(
            "two-period, normal distribution",
            ec.estimate_two_period,
            panel,
            SPAN_OF_GAINS,
            repeats=4000,
        ),
        Case("regression, t(G-1)", ec.estimate_twfe, panel),
        Case("wild bootstrap", ec.wild_bootstrap, after, GAINS | draws | {"parameter": "treated"}),
        *(
            Case(kind, ec.cluster_robust, after, GAINS | {"kind": kind}, of_treated)
            for kind in ("CR2", "CR3")
        ),
        Case("jackknife", ec.jackknife_clusters, panel, {"estimator": gain}, holds="at least"),
        Case("randomisation", ec.randomisation_test, panel, draws),
    ]
    return {case.name: replace(case, truth=0.0, clusters=n_posts) for case in cases}


FEWER_REPEATS = {"wild bootstrap": 400, "randomisation": 200, "jackknife": 100}
INFERENCE = [
    replace(case, repeats=FEWER_REPEATS.get(name, case.repeats))
    for name, case in few_clusters(drawn.POSTS).items()
    if name != "two-period, normal distribution"
]
CASES = {
    case.name: case
    for part in (TWO_PERIOD, GROUP_TIME, REGRESSION, TRIPLE, DOSE, OUTCOMES, SYNTHETIC, INFERENCE)
    for case in part
}
