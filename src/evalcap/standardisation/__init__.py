"""From a raw frame and a mapping to a standard dataset and a log of every change."""

from evalcap.dataset.standard import Change, ChangeLog, StandardDataset, Structure
from evalcap.standardisation.pipeline import standardise

__all__ = ["Change", "ChangeLog", "StandardDataset", "Structure", "standardise"]
