"""A workspace of studies that do what they are told."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

from fake_studies import STEPS, still_surroundings, write_study

from evalcap.workspace import Workspace
from evalcap.workspace.layout import Layout


@pytest.fixture
def layout(tmp_path):
    (tmp_path / "build").mkdir()
    return Layout(tmp_path)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Two studies, north and south, and nothing built."""
    still_surroundings(monkeypatch)
    write_study(tmp_path, "north", point=1.5)
    write_study(tmp_path, "south", point=2.5)
    return Workspace(tmp_path, STEPS)


@pytest.fixture
def said():
    """What was logged."""
    return []
