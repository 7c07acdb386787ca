"""evalcap: from a programme's data to an evaluation that holds up."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalcap.dataset import Panel
    from evalcap.dataset.standard import StandardDataset
    from evalcap.diagnostics import (
        Check,
        attrition_weights,
        check_anticipation,
        check_attrition,
        check_balance,
        check_composition,
        check_leave_one_cluster_out,
        check_overlap,
        check_placebo_outcome,
        check_placebo_timing,
        check_pre_trends,
        check_sensitivity,
        check_spillover,
        lee_bounds,
        minimum_detectable_effect,
        pre_trends_power,
        simulate_power,
    )
    from evalcap.diagnostics.decomposition import decompose_twfe
    from evalcap.diagnostics.negative_weights import count_negative_weights
    from evalcap.errors import EvalcapError
    from evalcap.estimate import (
        CountEffects,
        EffectPath,
        Estimate,
        GroupTimeEffects,
        InstrumentalFit,
        PanelFit,
        RatioFit,
    )
    from evalcap.estimators.dose import compare_doses
    from evalcap.estimators.extended_poisson import estimate_extended_poisson
    from evalcap.estimators.extended_twfe import estimate_extended_twfe
    from evalcap.estimators.group_time import estimate_group_time
    from evalcap.estimators.group_time_triple_difference import (
        estimate_group_time_triple_difference,
    )
    from evalcap.estimators.imputation import estimate_imputation, estimate_two_stage
    from evalcap.estimators.instrumental import estimate_instrumental
    from evalcap.estimators.local_projection import estimate_local_projection
    from evalcap.estimators.logit import estimate_logit
    from evalcap.estimators.panel import estimate_panel, hausman_test
    from evalcap.estimators.poisson import estimate_poisson
    from evalcap.estimators.stacked import estimate_stacked
    from evalcap.estimators.sun_abraham import estimate_sun_abraham
    from evalcap.estimators.synthetic import estimate_synthetic
    from evalcap.estimators.triple_difference import estimate_triple_difference
    from evalcap.estimators.twfe import estimate_twfe
    from evalcap.estimators.two_period import estimate_two_period
    from evalcap.evidence import Evidence
    from evalcap.inference.adjustment import adjust_p_values
    from evalcap.inference.cluster_robust import cluster_robust
    from evalcap.inference.few_clusters import few_clusters
    from evalcap.inference.jackknife import jackknife_clusters
    from evalcap.inference.randomisation import randomisation_test
    from evalcap.inference.romano_wolf import romano_wolf
    from evalcap.inference.summary_index import summary_index
    from evalcap.inference.wild_bootstrap import wild_bootstrap
    from evalcap.privacy.sharing import assess_sharing
    from evalcap.programmes import Programme, programme
    from evalcap.programmes.scoring import (
        detection_yield,
        score_detection,
        score_learning,
        score_reintegration,
    )
    from evalcap.programmes.writing import write_schema
    from evalcap.sources import Source, read_source
    from evalcap.standardisation import standardise
    from evalcap.study import Study, render
    from evalcap.validation import Validation, validate
    from evalcap.workspace import Workspace

# Where each public name lives.
_HOMES = {
    "Check": "diagnostics",
    "CountEffects": "estimate",
    "EffectPath": "estimate",
    "Estimate": "estimate",
    "EvalcapError": "errors",
    "Evidence": "evidence",
    "GroupTimeEffects": "estimate",
    "InstrumentalFit": "estimate",
    "Panel": "dataset",
    "PanelFit": "estimate",
    "Programme": "programmes",
    "RatioFit": "estimate",
    "Source": "sources",
    "StandardDataset": "dataset.standard",
    "Study": "study",
    "Validation": "validation",
    "Workspace": "workspace",
    "adjust_p_values": "inference.adjustment",
    "assess_sharing": "privacy.sharing",
    "attrition_weights": "diagnostics",
    "check_anticipation": "diagnostics",
    "check_attrition": "diagnostics",
    "check_balance": "diagnostics",
    "check_composition": "diagnostics",
    "check_leave_one_cluster_out": "diagnostics",
    "check_overlap": "diagnostics",
    "check_placebo_outcome": "diagnostics",
    "check_placebo_timing": "diagnostics",
    "check_pre_trends": "diagnostics",
    "check_sensitivity": "diagnostics",
    "check_spillover": "diagnostics",
    "cluster_robust": "inference.cluster_robust",
    "compare_doses": "estimators.dose",
    "count_negative_weights": "diagnostics.negative_weights",
    "decompose_twfe": "diagnostics.decomposition",
    "detection_yield": "programmes.scoring",
    "estimate_extended_poisson": "estimators.extended_poisson",
    "estimate_extended_twfe": "estimators.extended_twfe",
    "estimate_group_time": "estimators.group_time",
    "estimate_group_time_triple_difference": "estimators.group_time_triple_difference",
    "estimate_imputation": "estimators.imputation",
    "estimate_instrumental": "estimators.instrumental",
    "estimate_local_projection": "estimators.local_projection",
    "estimate_logit": "estimators.logit",
    "estimate_panel": "estimators.panel",
    "estimate_poisson": "estimators.poisson",
    "estimate_stacked": "estimators.stacked",
    "estimate_sun_abraham": "estimators.sun_abraham",
    "estimate_synthetic": "estimators.synthetic",
    "estimate_triple_difference": "estimators.triple_difference",
    "estimate_twfe": "estimators.twfe",
    "estimate_two_period": "estimators.two_period",
    "estimate_two_stage": "estimators.imputation",
    "few_clusters": "inference.few_clusters",
    "hausman_test": "estimators.panel",
    "jackknife_clusters": "inference.jackknife",
    "lee_bounds": "diagnostics",
    "minimum_detectable_effect": "diagnostics",
    "pre_trends_power": "diagnostics",
    "programme": "programmes",
    "randomisation_test": "inference.randomisation",
    "read_source": "sources",
    "render": "study",
    "romano_wolf": "inference.romano_wolf",
    "score_detection": "programmes.scoring",
    "score_learning": "programmes.scoring",
    "score_reintegration": "programmes.scoring",
    "simulate_power": "diagnostics",
    "standardise": "standardisation",
    "summary_index": "inference.summary_index",
    "validate": "validation",
    "wild_bootstrap": "inference.wild_bootstrap",
    "write_schema": "programmes.writing",
}

__all__ = [
    "Check",
    "CountEffects",
    "EffectPath",
    "Estimate",
    "EvalcapError",
    "Evidence",
    "GroupTimeEffects",
    "InstrumentalFit",
    "Panel",
    "PanelFit",
    "Programme",
    "RatioFit",
    "Source",
    "StandardDataset",
    "Study",
    "Validation",
    "Workspace",
    "adjust_p_values",
    "assess_sharing",
    "attrition_weights",
    "check_anticipation",
    "check_attrition",
    "check_balance",
    "check_composition",
    "check_leave_one_cluster_out",
    "check_overlap",
    "check_placebo_outcome",
    "check_placebo_timing",
    "check_pre_trends",
    "check_sensitivity",
    "check_spillover",
    "cluster_robust",
    "compare_doses",
    "count_negative_weights",
    "decompose_twfe",
    "detection_yield",
    "estimate_extended_poisson",
    "estimate_extended_twfe",
    "estimate_group_time",
    "estimate_group_time_triple_difference",
    "estimate_imputation",
    "estimate_instrumental",
    "estimate_local_projection",
    "estimate_logit",
    "estimate_panel",
    "estimate_poisson",
    "estimate_stacked",
    "estimate_sun_abraham",
    "estimate_synthetic",
    "estimate_triple_difference",
    "estimate_twfe",
    "estimate_two_period",
    "estimate_two_stage",
    "few_clusters",
    "hausman_test",
    "jackknife_clusters",
    "lee_bounds",
    "minimum_detectable_effect",
    "pre_trends_power",
    "programme",
    "randomisation_test",
    "read_source",
    "render",
    "romano_wolf",
    "score_detection",
    "score_learning",
    "score_reintegration",
    "simulate_power",
    "standardise",
    "summary_index",
    "validate",
    "wild_bootstrap",
    "write_schema",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import evalcap` is instant."""
    if name not in _HOMES:
        message = f"module 'evalcap' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"evalcap.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
