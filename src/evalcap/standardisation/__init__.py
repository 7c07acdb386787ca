"""From a raw frame and a mapping to a standard dataset and a log of every change."""

from evalcap.dataset.standard import Change, ChangeLog, StandardDataset, Structure
from evalcap.standardisation.pipeline import standardise
from evalcap.standardisation.reshape import Reshape
from evalcap.standardisation.waves import Waves

__all__ = [
    "Change",
    "ChangeLog",
    "Reshape",
    "StandardDataset",
    "Structure",
    "Waves",
    "standardise",
]
