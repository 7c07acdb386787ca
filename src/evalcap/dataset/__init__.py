"""Data in the shape that the stages agree on: a standard dataset, and a panel."""

from evalcap.dataset.panel import Panel

__all__ = ["Panel"]
