"""Read a Parquet file."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from evalcap.errors.reading import LimitError
from evalcap.sources.opening import RawFile
from evalcap.sources.options import Limits, Options
from evalcap.sources.source import Content
from evalcap.sources.table_size import check_table


def read_parquet(file: RawFile, options: Options) -> Content:
    """Read a Parquet file; an index that was stored with a name becomes a column again.

    Columns go into the frame one by one, so that when it is read no second table stands beside
    it.

    Raises
    ------
    LimitError
        More columns, cells or text than the limits.
    """
    with pq.ParquetFile(file.path) as parquet:
        facts = parquet.metadata
        check_table(facts.num_rows, facts.num_columns, options.limits, file.location)
        _check_texts(file, _repeated_texts(facts, options.limits), options.limits)
        table = parquet.read()
    frame: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True)
    del table
    _make_writable(frame)
    named = [name for name in frame.index.names if name is not None]
    return Content(frame.reset_index(level=named).reset_index(drop=True) if named else frame)


def _repeated_texts(facts: Any, limits: Limits) -> list[str]:
    """Name the columns whose texts, each stored once, could be repeated beyond the limit."""
    found = {}
    for group in range(facts.num_row_groups):
        for position in range(facts.num_columns):
            chunk = facts.row_group(group).column(position)
            most = chunk.num_values * chunk.total_uncompressed_size
            if chunk.physical_type == "BYTE_ARRAY" and most > limits.bytes:
                found[chunk.path_in_schema] = True
    return list(found)


def _check_texts(file: RawFile, columns: Sequence[str], limits: Limits) -> None:
    """Refuse a few long texts that are repeated without measure, before they are written out."""
    if not columns:
        return
    size = 0
    with pq.ParquetFile(file.path, read_dictionary=list(columns)) as parquet:
        for group in range(parquet.metadata.num_row_groups):
            table = parquet.read_row_group(group, columns=list(columns))
            size += sum(_written_out(chunk) for column in table.columns for chunk in column.chunks)
            if size > limits.bytes:
                what = "the size of its texts in bytes"
                raise LimitError(
                    file.location, what=what, found=size, limit=limits.bytes, key="bytes"
                )


def _written_out(chunk: pa.Array) -> int:
    """Count the bytes of texts, once for each time that they occur."""
    if not pa.types.is_dictionary(chunk.type):
        return int(chunk.nbytes)
    lengths = pc.binary_length(chunk.dictionary)
    return int(pc.sum(pc.take(lengths, chunk.indices)).as_py() or 0)


def _make_writable(frame: pd.DataFrame) -> None:
    """Take over, one at a time, the columns that still stand in the reader's memory."""
    for position in range(frame.shape[1]):
        column = frame.iloc[:, position]
        if isinstance(column.dtype, np.dtype) and not column.to_numpy().flags.writeable:
            frame.isetitem(position, column.to_numpy(copy=True))
        del column
        pa.default_memory_pool().release_unused()
