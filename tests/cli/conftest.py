"""A workspace of studies that do what they are told, and a way to give commands in it."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

import fake_studies

from evalcap.cli.app import app
from evalcap.workspace import Workspace


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two studies, north and south, and nothing built."""
    fake_studies.still_surroundings(monkeypatch)
    fake_studies.write_study(tmp_path, "north", point=1.5)
    fake_studies.write_study(tmp_path, "south", point=2.5)
    monkeypatch.chdir(tmp_path)
    real = Workspace.find
    find = classmethod(lambda _, path=None: replace(real(path), steps=fake_studies.STEPS))
    monkeypatch.setattr(Workspace, "find", find)
    return tmp_path


@pytest.fixture
def evalcap():
    """Give a command; `.output` has what it said, `.exit_code` how it ended."""
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])
