"""Evidence: what was found, in a file that holds no row of data."""

from evalcap.evidence.evidence import Evidence

__all__ = ["Evidence"]
