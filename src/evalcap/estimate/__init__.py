"""Results: frozen facts from which intervals, p-values and sentences follow."""

from evalcap.estimate.count_effects import CountEffects
from evalcap.estimate.effect import Estimate
from evalcap.estimate.group_time import GroupTimeEffects
from evalcap.estimate.instrumental_fit import InstrumentalFit
from evalcap.estimate.panel_fit import PanelFit
from evalcap.estimate.path import EffectPath
from evalcap.estimate.ratio import Ratio
from evalcap.estimate.ratio_fit import RatioFit
from evalcap.estimate.wald import WaldTest

__all__ = [
    "CountEffects",
    "EffectPath",
    "Estimate",
    "GroupTimeEffects",
    "InstrumentalFit",
    "PanelFit",
    "Ratio",
    "RatioFit",
    "WaldTest",
]
