"""The identifiers of persons in all that a study reads."""

from collections.abc import Collection, Iterable, Iterator

import pandas as pd

from evalcap.sources import Source


def with_tables(sources: Iterable[Source]) -> Iterator[Source]:
    """Go through sources and the repeated groups in them."""
    for source in sources:
        yield source
        yield from with_tables(source.tables.values())


def persons_in(sources: Iterable[Source], headers: Collection[str]) -> pd.Series:
    """Gather every identifier under some headers, as it is written, shape (n_cells,)."""
    columns = [
        source.frame.iloc[:, position].astype(object)
        for source in with_tables(sources)
        for position, header in enumerate(source.frame.columns)
        if str(header) in headers
    ]
    return pd.concat([pd.Series(dtype=object), *columns], ignore_index=True)
