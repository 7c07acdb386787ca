"""Checks: whether the design and the data can carry the estimate."""

from evalcap.diagnostics.attrition import check_attrition
from evalcap.diagnostics.balance import check_balance
from evalcap.diagnostics.check import Check, Verdict
from evalcap.diagnostics.pre_trends import check_pre_trends
from evalcap.diagnostics.pre_trends_power import PreTrendsPower, pre_trends_power
from evalcap.diagnostics.sensitivity import check_sensitivity
from evalcap.diagnostics.sensitivity_result import Sensitivity

__all__ = [
    "Check",
    "PreTrendsPower",
    "Sensitivity",
    "Verdict",
    "check_attrition",
    "check_balance",
    "check_pre_trends",
    "check_sensitivity",
    "pre_trends_power",
]
