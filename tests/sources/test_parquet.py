import pandas as pd

from evalcap.sources import read_source

FRAME = pd.DataFrame({"post": ["A", "B"], "month": [1, 2], "detections": [4.0, 7.0]})


def test_columns_keep_their_types(tmp_path):
    FRAME.to_parquet(tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(read_source(tmp_path / "a.parquet").frame, FRAME)


def test_a_named_index_becomes_columns_again(tmp_path):
    FRAME.set_index(["post", "month"]).to_parquet(tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(read_source(tmp_path / "a.parquet").frame, FRAME)
