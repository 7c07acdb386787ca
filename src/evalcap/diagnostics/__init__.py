"""Checks: whether the design and the data can carry the estimate."""

from evalcap.diagnostics.anticipation import check_anticipation
from evalcap.diagnostics.attrition import check_attrition
from evalcap.diagnostics.attrition_weights import AttritionWeights, attrition_weights
from evalcap.diagnostics.balance import check_balance
from evalcap.diagnostics.check import Check, Verdict
from evalcap.diagnostics.composition import check_composition
from evalcap.diagnostics.detectable_effect import DetectableEffect, minimum_detectable_effect
from evalcap.diagnostics.leave_one_out import check_leave_one_cluster_out
from evalcap.diagnostics.lee_bounds import lee_bounds
from evalcap.diagnostics.lee_result import LeeBounds
from evalcap.diagnostics.overlap import check_overlap
from evalcap.diagnostics.placebo import check_placebo_outcome, check_placebo_timing
from evalcap.diagnostics.pre_trends import check_pre_trends
from evalcap.diagnostics.pre_trends_power import PreTrendsPower, pre_trends_power
from evalcap.diagnostics.sensitivity import check_sensitivity
from evalcap.diagnostics.sensitivity_result import Sensitivity
from evalcap.diagnostics.simulated_power import SimulatedPower, simulate_power
from evalcap.diagnostics.spillover import check_spillover

__all__ = [
    "AttritionWeights",
    "Check",
    "DetectableEffect",
    "LeeBounds",
    "PreTrendsPower",
    "Sensitivity",
    "SimulatedPower",
    "Verdict",
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
    "lee_bounds",
    "minimum_detectable_effect",
    "pre_trends_power",
    "simulate_power",
]
