from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel

MakeFrame = Callable[..., pd.DataFrame]


@pytest.fixture
def make_frame() -> MakeFrame:
    """Draw units that follow two common factors; the first ones are treated."""

    def make(
        starts: dict[int, int], *, n_units=12, n_periods=8, effect=2.0, noise=0.5, seed=4
    ) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        level = rng.normal(size=(n_units, 1)) * 3
        factors = rng.normal(size=(n_units, 2)) @ rng.normal(size=(2, n_periods)).cumsum(axis=1)
        outcome = level + factors + noise * rng.normal(size=(n_units, n_periods))
        unit, time = np.indices(outcome.shape)
        first = np.full(n_units, np.inf)
        first[: len(starts)] = list(starts.values())
        outcome = outcome + effect * (time >= first[:, None])
        return pd.DataFrame(
            {
                "post": unit.ravel(),
                "month": time.ravel(),
                "score": outcome.ravel(),
                "start": np.repeat(first, n_periods),
            }
        )

    return make


@pytest.fixture
def make_panel(make_frame) -> Callable[..., Panel]:
    def make(starts: dict[int, int], **options) -> Panel:
        return as_panel(make_frame(starts, **options))

    return make


def as_panel(frame: pd.DataFrame, **columns) -> Panel:
    roles = {"unit": "post", "time": "month", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(frame, **(roles | columns))


@pytest.fixture(name="as_panel")
def as_panel_fixture() -> Callable[..., Panel]:
    return as_panel
