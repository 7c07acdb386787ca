"""Whether persons could be recognised in records that are shared: k-anonymity and l-diversity."""

from evalcap.privacy.sharing.assessment import assess_sharing
from evalcap.privacy.sharing.risk import SharingRisk, Suggestion

__all__ = ["SharingRisk", "Suggestion", "assess_sharing"]
