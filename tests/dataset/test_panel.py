import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.dataset import (
    ColumnNotFoundError,
    MissingKeysError,
    TreatmentUnknownError,
    WeightError,
)
from evalcap.errors.design import EmptySampleError

ROLES = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "post": ["b", "a", "b", "a"],
            "year": [2020, 2021, 2019, 2019],
            "checks": [4.0, 2.0, np.nan, 1.0],
            "start": [2020, np.nan, 2020, np.nan],
            "region": ["north", "south", "north", "south"],
            "size": [1.0, 2.0, 3.0, 4.0],
        },
        index=[7, 7, 1, 0],
    )


def test_rows_are_in_the_order_of_unit_and_time(frame):
    panel = Panel.from_frame(frame, **ROLES, cluster="region", weight="size")
    assert panel.unit_labels[panel.unit].tolist() == ["a", "a", "b", "b"]
    assert panel.time.tolist() == [2019, 2021, 2019, 2020]
    np.testing.assert_array_equal(panel.outcome, [1, 2, np.nan, 4])
    assert panel.treated_from.tolist() == [np.inf, 2020]
    assert panel.cluster_labels[panel.cluster].tolist() == ["south", "north"]
    assert panel.weight.tolist() == [4, 2, 3, 1]
    assert panel.is_treated.tolist() == [False, False, False, True]


def test_no_rows_are_no_panel(frame):
    with pytest.raises(EmptySampleError, match="the data have no rows"):
        Panel.from_frame(frame.iloc[:0], **ROLES)


def test_it_says_what_it_is(frame):
    assert repr(Panel.from_frame(frame, **ROLES)) == (
        "Panel of checks: 4 rows, 2 units (1 ever treated), 3 periods, 2 clusters"
    )


def test_the_unit_is_the_cluster_unless_one_is_named(frame):
    panel = Panel.from_frame(frame, **ROLES)
    assert panel.cluster.tolist() == [0, 1]
    assert panel.n_clusters == panel.n_units == 2


def test_other_columns_are_read_in_the_panel_s_order(frame):
    panel = Panel.from_frame(frame, **ROLES)
    assert panel.column("size").tolist() == [4, 2, 3, 1]
    assert panel.columns(["size", "year"]).tolist() == [[4, 2019], [2, 2021], [3, 2019], [1, 2020]]
    assert panel.columns([]).shape == (4, 0)
    assert panel.labels("region").tolist() == ["south", "south", "north", "north"]
    with pytest.raises(ColumnNotFoundError, match="'rank'"):
        panel.column("rank")


def test_rows_that_come_in_order_are_taken_as_they_are(frame):
    tidy = frame.sort_values(["post", "year"])
    panel, sorted_ = (Panel.from_frame(data, **ROLES) for data in (tidy, frame))
    assert panel.order == slice(None)
    assert panel.n_rows == sorted_.n_rows == 4
    for name in ("size", "year"):
        assert panel.column(name).tolist() == sorted_.column(name).tolist()
    assert panel.labels("region").tolist() == sorted_.labels("region").tolist()


def test_later_changes_to_the_data_do_not_reach_the_panel(frame):
    panel = Panel.from_frame(frame, **ROLES)
    frame.loc[:, "size"] = 0
    assert panel.column("size").tolist() == [4, 2, 3, 1]


@pytest.mark.parametrize(("time", "place"), [(2020, 2020), ("2020", 2020), ("spring", np.nan)])
def test_a_time_has_a_place_or_none(frame, time, place):
    assert Panel.from_frame(frame, **ROLES).place(time) == pytest.approx(place, nan_ok=True)


def test_repeated_cross_sections_have_a_unit_a_row(frame):
    panel = Panel.from_frame(frame, **(ROLES | {"unit": None}))
    assert not panel.is_repeated
    assert panel.n_units == 4
    assert panel.outcome.tolist()[:2] == [4, 2]


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        ({"treated_from": None}, "neither"),
        ({"treated": "size"}, "both"),
        ({"treated_from": None, "treated": "size", "unit": None}, "no history"),
    ],
)
def test_treatment_is_declared_once(frame, roles, message):
    with pytest.raises(TreatmentUnknownError, match=message):
        Panel.from_frame(frame, **(ROLES | roles))


def test_every_absent_column_is_named_at_once(frame):
    with pytest.raises(ColumnNotFoundError, match="'wave', 'rank', 'age'"):
        Panel.from_frame(frame, **(ROLES | {"time": "wave"}), covariates=["rank", "age"])


def test_negative_weights_are_refused(frame):
    with pytest.raises(WeightError, match="'size' is negative in 1 row"):
        Panel.from_frame(frame.assign(size=[1, -2, 3, 4]), **ROLES, weight="size")


def test_a_row_without_a_cluster_is_refused(frame):
    with pytest.raises(MissingKeysError, match="'region'"):
        Panel.from_frame(frame.assign(region=[None, "s", "n", "s"]), **ROLES, cluster="region")
