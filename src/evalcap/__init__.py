"""evalcap: from a programme's data to an evaluation that holds up."""

from importlib import import_module
from typing import Any

_HOMES = {
    "Check": "diagnostics",
    "EffectPath": "estimate",
    "Estimate": "estimate",
    "EvalcapError": "errors",
    "Evidence": "evidence",
    "GroupTimeEffects": "estimate",
    "Panel": "dataset",
    "PanelFit": "estimate",
    "Source": "sources",
    "StandardDataset": "dataset.standard",
    "Study": "study",
    "Validation": "validation",
    "Workspace": "workspace",
    "check_attrition": "diagnostics",
    "check_balance": "diagnostics",
    "check_pre_trends": "diagnostics",
    "estimate_group_time": "estimators.group_time",
    "estimate_panel": "estimators.panel",
    "estimate_twfe": "estimators.twfe",
    "estimate_two_period": "estimators.two_period",
    "hausman_test": "estimators.panel",
    "read_source": "sources",
    "render": "study",
    "standardise": "standardise",
    "validate": "validation",
}

__all__ = sorted(_HOMES)
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
