import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.dataset.subset import with_units, without_cluster

ROLES = {"time": "t", "outcome": "y", "treated_from": "g", "never": 0, "cluster": "c"}


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(2)
    rows = [
        (u, t, "abc"[u % 3], 3 if u < 4 else 0)
        for u in range(9)
        for t in range(1, 6)
        if (u + t) % 7 and (t < 5 or u % 3 == 1)  # only cluster b is seen in period 5
    ]
    frame = pd.DataFrame(rows, columns=["u", "t", "c", "g"])
    frame["y"], frame["w"], frame["x"] = rng.normal(size=(3, len(frame)))
    frame["w"] = frame["w"].abs()
    return frame.sample(frac=1, random_state=1)


def assert_same(found: Panel, read: Panel) -> None:
    for name in ("unit", "period", "periods", "outcome", "treated_from", "cluster", "weight"):
        np.testing.assert_array_equal(getattr(found, name), getattr(read, name), err_msg=name)
    assert found.unit_labels.tolist() == read.unit_labels.tolist()
    assert found.cluster_labels.tolist() == read.cluster_labels.tolist()
    np.testing.assert_array_equal(found.column("x"), read.column("x"))


@pytest.mark.parametrize("unit", ["u", None])
@pytest.mark.parametrize(("code", "label"), [(0, "a"), (1, "b"), (2, "c")])
def test_leaving_out_a_cluster_is_reading_the_data_without_it(frame, unit, code, label):
    found = without_cluster(Panel.from_frame(frame, unit=unit, weight="w", **ROLES), code)
    read = Panel.from_frame(
        frame[frame["c"] != label].reset_index(drop=True), unit=unit, weight="w", **ROLES
    )
    if unit is None:  # rows are numbered by their place in the data
        assert found.n_units == read.n_units
        np.testing.assert_array_equal(np.sort(found.outcome), np.sort(read.outcome))
        np.testing.assert_array_equal(np.bincount(found.cluster), np.bincount(read.cluster))
    else:
        assert_same(found, read)


def test_units_can_be_chosen_one_by_one(frame):
    panel = Panel.from_frame(frame, unit="u", weight="w", **ROLES)
    keep = np.isin(panel.unit_labels, [0, 4, 8])
    kept = frame[frame["u"].isin([0, 4, 8])].reset_index(drop=True)
    assert_same(with_units(panel, keep), Panel.from_frame(kept, unit="u", weight="w", **ROLES))


def test_units_of_a_panel_in_order_keep_their_rows(frame):
    tidy = frame.sort_values(["u", "t"])
    panel = Panel.from_frame(tidy, unit="u", weight="w", **ROLES)
    keep = np.isin(panel.unit_labels, [0, 4, 8])
    kept = with_units(panel, keep)
    read = Panel.from_frame(tidy[tidy["u"].isin([0, 4, 8])], unit="u", weight="w", **ROLES)
    assert_same(kept, read)
    assert_same(
        with_units(kept, np.array([True, False, True])),
        with_units(panel, keep & (panel.unit_labels != 4)),
    )


def test_the_whole_panel_is_as_it_was(frame):
    panel = Panel.from_frame(frame, unit="u", weight="w", **ROLES)
    before = panel.order.copy()
    without_cluster(panel, 1)
    np.testing.assert_array_equal(panel.order, before)
    assert_same(with_units(panel, np.ones(panel.n_units, bool)), panel)
