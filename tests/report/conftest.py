"""Evidence made by hand, shared with other folders of tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))


@pytest.fixture
def template():
    """Give the folder of the templates that ship."""
    return Path(__file__).parents[2] / "reports"
