"""Read a Parquet file."""

from io import BytesIO

import pandas as pd

from evalcap.sources.source import Content


def read_parquet(raw: bytes) -> Content:
    """Read a Parquet file; an index that was stored with a name becomes a column again."""
    frame = pd.read_parquet(BytesIO(raw))
    named = [name for name in frame.index.names if name is not None]
    return Content(frame.reset_index(level=named).reset_index(drop=True) if named else frame)
