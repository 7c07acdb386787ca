"""Results: frozen facts from which intervals, p-values and sentences follow."""

from evalcap.estimate.effect import Estimate
from evalcap.estimate.group_time import GroupTimeEffects
from evalcap.estimate.panel_fit import PanelFit
from evalcap.estimate.path import EffectPath
from evalcap.estimate.wald import WaldTest

__all__ = ["EffectPath", "Estimate", "GroupTimeEffects", "PanelFit", "WaldTest"]
