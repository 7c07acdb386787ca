"""Clean posts, to be made dirty."""

import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

import fake_panels as fake


@pytest.fixture
def posts() -> pd.DataFrame:
    """Thirty border posts over seven years."""
    return fake.draw_posts()
