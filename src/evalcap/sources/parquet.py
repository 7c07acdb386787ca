"""Read a Parquet file."""

import pandas as pd
import pyarrow.parquet as pq

from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.source import Content
from evalcap.sources.table_size import check_table


def read_parquet(file: RawFile, options: Options) -> Content:
    """Read a Parquet file; an index that was stored with a name becomes a column again.

    Columns go from the file into the frame one by one, so that no second table stands beside it.
    """
    with pq.ParquetFile(file.path) as parquet:
        facts = parquet.metadata
        check_table(facts.num_rows, facts.num_columns, options.limits, file.location)
        table = parquet.read()
    frame: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True)
    named = [name for name in frame.index.names if name is not None]
    return Content(frame.reset_index(level=named).reset_index(drop=True) if named else frame)
