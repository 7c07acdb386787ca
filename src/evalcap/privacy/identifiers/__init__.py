"""Direct identifiers: which columns of raw data point to a person by themselves."""

from evalcap.privacy.identifiers.detection import find_identifiers
from evalcap.privacy.identifiers.kind import Identifier, Kind

__all__ = ["Identifier", "Kind", "find_identifiers"]
