"""Read a Parquet file."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.source import Content
from evalcap.sources.table_size import check_table


def read_parquet(file: RawFile, options: Options) -> Content:
    """Read a Parquet file; an index that was stored with a name becomes a column again.

    Columns go into the frame one by one, so that when it is read no second table stands beside
    it.
    """
    with pq.ParquetFile(file.path) as parquet:
        facts = parquet.metadata
        check_table(facts.num_rows, facts.num_columns, options.limits, file.location)
        table = parquet.read()
    frame: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True)
    del table
    _make_writable(frame)
    named = [name for name in frame.index.names if name is not None]
    return Content(frame.reset_index(level=named).reset_index(drop=True) if named else frame)


def _make_writable(frame: pd.DataFrame) -> None:
    """Take over, one at a time, the columns that still stand in the reader's memory."""
    for position in range(frame.shape[1]):
        column = frame.iloc[:, position]
        if isinstance(column.dtype, np.dtype) and not column.to_numpy().flags.writeable:
            frame.isetitem(position, column.to_numpy(copy=True))
        del column
        pa.default_memory_pool().release_unused()
