"""Workspaces: many studies, built when they have to be, put in place whole or not at all."""

from evalcap.workspace.build import BuildReport
from evalcap.workspace.workspace import Workspace

__all__ = ["BuildReport", "Workspace"]
