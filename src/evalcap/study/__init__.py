"""Studies: from a folder of declarations to evidence and a report."""

from evalcap.study.rendering import render
from evalcap.study.study import Study

__all__ = ["Study", "render"]
