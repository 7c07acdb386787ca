"""From a raw frame and a mapping to a standard dataset and a log of every change."""

from evalcap.dataset.standard import Change, ChangeLog, StandardDataset, Structure
from evalcap.standardisation.draft import Draft
from evalcap.standardisation.drafting import draft_mapping
from evalcap.standardisation.pipeline import Attempt, attempt, standardise
from evalcap.standardisation.reshape import Reshape
from evalcap.standardisation.waves import Waves

__all__ = [
    "Attempt",
    "Change",
    "ChangeLog",
    "Draft",
    "Reshape",
    "StandardDataset",
    "Structure",
    "Waves",
    "attempt",
    "draft_mapping",
    "standardise",
]
