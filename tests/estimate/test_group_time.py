from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import GroupTimeEffects
from evalcap.estimate.membership import RefusedCell
from evalcap.estimators.group_time import estimate_group_time


@pytest.fixture
def effects() -> GroupTimeEffects:
    rng = np.random.default_rng(10)
    frame = pd.DataFrame([(u, t) for u in range(15) for t in range(5)], columns=["post", "year"])
    frame["start"] = np.repeat([2, 3, np.nan], 5)[frame["post"]]
    frame["checks"] = rng.normal(size=75) + (frame["year"] >= frame["start"])
    panel = Panel.from_frame(
        frame, unit="post", time="year", outcome="checks", treated_from="start"
    )
    return estimate_group_time(panel, base_period="universal")


def test_the_covariance_is_of_influence_over_units(effects):
    n = len(effects.influence)
    np.testing.assert_allclose(
        effects.covariance, effects.influence.T @ effects.influence / n**2, atol=1e-15
    )
    seen = ~effects.is_base
    np.testing.assert_allclose(effects.std_error[seen], np.sqrt(np.diag(effects.covariance))[seen])


def test_a_base_period_is_zero_by_construction_and_says_so(effects):
    frame = effects.to_frame()
    base = frame[frame["note"] == "base period, zero by construction"]
    assert base[["cohort", "time"]].to_numpy().tolist() == [[2, 1], [3, 2]]
    assert (base["estimate"] == 0).all()
    assert base["std_error"].isna().all()


def test_tidy_rows_are_cells_with_their_intervals(effects):
    frame = effects.to_frame(0.9)
    assert frame.columns.tolist()[:5] == ["cohort", "time", "base", "estimate", "std_error"]
    seen = frame[frame["note"] == ""]
    reach = seen["conf_high"] - seen["estimate"]
    np.testing.assert_allclose(reach, 1.644854 * seen["std_error"], rtol=1e-6)
    assert frame["n_treated"].max() == 5


def test_the_pre_test_is_of_all_effects_before_treatment(effects):
    test = effects.pre_test()
    before = effects.to_frame().query("time < cohort and note == ''")
    assert test.degrees_of_freedom == len(before) == 3
    cells = (~effects.is_post) & ~effects.is_base
    matrix = effects.covariance[np.ix_(cells, cells)]
    expected = effects.att[cells] @ np.linalg.inv(matrix) @ effects.att[cells]
    assert test.statistic == pytest.approx(expected)
    assert test.n_clusters == 15


def test_it_reads_as_a_sentence(effects):
    text = str(effects)
    assert text.startswith("10 group-time effects of 2 cohorts; ATT ")
    refused = replace(effects, refused=(RefusedCell(2, 3, "why"),))
    assert str(refused) == (
        "10 group-time effects of 2 cohorts; 1 cell refused, which averages may need"
    )


def test_a_notebook_shows_the_cells(effects):
    assert effects._repr_html_().count("<tr") == 1 + 10
