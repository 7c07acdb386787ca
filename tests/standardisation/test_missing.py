import numpy as np
import pandas as pd
import pytest

from evalcap.sources.reasons import Reason
from evalcap.sources.source import Source
from evalcap.standardisation import Reshape, standardise


def _source(frame, **reasons):
    found = {
        header: tuple(Reason(code, label, np.array(rows)) for code, label, rows in codes)
        for header, codes in reasons.items()
    }
    return Source("made-up", "made-up.sav", "sav", "0" * 64, frame, reasons=found)


@pytest.fixture
def scores():
    frame = pd.DataFrame(
        {"code": ["a", "b", "c"], "Q1": [50.0, np.nan, np.nan], "other": [1, 2, 3]}
    )
    return _source(frame, Q1=[("98", "refused", [1]), ("99", "", [2])])


def test_reasons_take_the_canonical_name(scores):
    data = standardise(scores, programme="training", mapping={"score": "Q1", "officer": "code"})
    assert data.user_missing == {"score": {"98": 1, "99": 1}}
    assert data.reason("score").astype(object).where(lambda r: r.notna(), None).tolist() == [
        None,
        "refused",
        "99",
    ]


def test_the_log_counts_cells_by_reason(scores):
    data = standardise(scores, programme="training", mapping={"score": "Q1"})
    assert [(c.column, c.n_cells, c.detail) for c in data.log if c.rule == "missing"] == [
        ("score", 1, "'98' (refused) means missing"),
        ("score", 1, "'99' means missing"),
    ]


def test_columns_that_nobody_asked_for_keep_their_reasons_and_stay_out_of_the_log(scores):
    data = standardise(scores, programme="training")
    assert data.user_missing == {"Q1": {"98": 1, "99": 1}}
    assert len(data.log) == 0


def test_reasons_follow_their_cells_from_wide_to_long():
    frame = pd.DataFrame({"officer": ["a", "b"], "pre": [50, np.nan], "post": [np.nan, 60]})
    frame = frame.assign(rank=[np.nan, "x"])
    source = _source(
        frame,
        pre=[(".a", "refused", [1])],
        post=[(".a", "refused", [0])],
        rank=[(".b", "not asked", [0])],
    )
    wide = Reshape("timepoint", {"score": {"pre": "pre", "post": "post"}})
    data = standardise(source, programme="training", wide=wide)
    refused = data.frame[data.reason("score") == "refused"]
    assert refused[["officer", "timepoint"]].to_numpy().tolist() == [["a", "post"], ["b", "pre"]]
    assert refused["score"].isna().all()
    # What is said once for a unit holds in each of its rows.
    assert data.frame[data.reason("rank") == "not asked"]["officer"].tolist() == ["a", "a"]


def test_a_frame_without_a_source_has_no_reasons(scores):
    assert standardise(scores.frame, programme="training").user_missing == {}
