import time

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evalcap.errors.reading import LimitError
from evalcap.sources import read_source


def test_a_stored_index_with_a_name_is_a_column_again(tmp_path):
    frame = pd.DataFrame({"n": [1, 2]}, index=pd.Index(["a", "b"], name="post"))
    frame.to_parquet(tmp_path / "a.parquet")
    read = read_source(tmp_path / "a.parquet").frame
    assert read.to_dict("list") == {"post": ["a", "b"], "n": [1, 2]}
    assert read.index.tolist() == [0, 1]


def test_values_and_types_are_those_that_were_stored(tmp_path):
    frame = pd.DataFrame(
        {
            "text": ["a", None],
            "whole": [1, 2],
            "share": [0.5, np.nan],
            "day": pd.to_datetime(["2024-03-01", None]),
            "kind": pd.Categorical(["x", "y"]),
            "yes": [True, False],
        }
    )
    frame.to_parquet(tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(read_source(tmp_path / "a.parquet").frame, frame)


def test_what_was_read_can_be_changed(tmp_path):
    pd.DataFrame({"n": [1.0, 2.0]}).to_parquet(tmp_path / "a.parquet")
    frame = read_source(tmp_path / "a.parquet").frame
    frame.loc[0, "n"] = 9.0
    assert frame["n"].tolist() == [9.0, 2.0]


def test_one_table_stands_in_memory_and_not_two(tmp_path):
    n = 200_000
    frame = pd.DataFrame({f"c{i}": np.arange(n) + i * 0.5 for i in range(20)})
    frame.to_parquet(tmp_path / "a.parquet")
    pool = pa.default_memory_pool()
    before = pool.bytes_allocated()
    read = read_source(tmp_path / "a.parquet").frame
    limit = 0.1 * read.memory_usage(index=False).sum()  # the frame's own copy is not in the pool
    assert _held_at_rest(pool, before, limit) <= limit


def _held_at_rest(pool, before, limit):
    """Bytes held since before; Arrow's threads put theirs back a moment after a table is read."""
    for _ in range(100):
        if pool.bytes_allocated() - before <= limit:
            break
        time.sleep(0.05)
    return pool.bytes_allocated() - before


def test_more_cells_than_the_limit_are_refused_by_what_the_file_says(tmp_path):
    pd.DataFrame({"n": range(50), "m": range(50)}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(LimitError, match=r"cells = 110"):
        read_source(tmp_path / "a.parquet", limits={"cells": 99})
    with pytest.raises(LimitError, match=r"columns"):
        read_source(tmp_path / "a.parquet", limits={"columns": 1})


def test_a_text_stored_once_and_repeated_without_measure_is_refused(tmp_path):
    n = 100_000
    once = pa.array(["x" * 100_000])
    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, dtype=np.int32)), once)
    pq.write_table(pa.table({"a": column}), tmp_path / "a.parquet", store_schema=False)
    assert (tmp_path / "a.parquet").stat().st_size < 50_000
    with pytest.raises(LimitError, match="10,000,000,000"):
        read_source(tmp_path / "a.parquet")


def test_a_few_texts_that_are_repeated_within_measure_are_read(tmp_path):
    frame = pd.DataFrame({"a": ["north", "south"] * 500, "b": ["x" * 50] * 1000})
    frame.to_parquet(tmp_path / "a.parquet")
    assert read_source(tmp_path / "a.parquet", limits={"bytes": 60_000}).n_rows == 1000
    with pytest.raises(LimitError, match="texts"):
        read_source(tmp_path / "a.parquet", limits={"bytes": 50_000})
