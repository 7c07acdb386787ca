"""How large a table says it is, before it is read."""

from evalcap.errors.reading import LimitError
from evalcap.sources.options import Limits


def check_table(n_rows: int | None, n_columns: int | None, limits: Limits, location: str) -> None:
    """Refuse a table that would not fit.

    Parameters
    ----------
    n_rows, n_columns
        None where the file does not say.

    Raises
    ------
    LimitError
        More columns, or rows times columns, than the limits.
    """
    n_columns = n_columns or 0
    if n_columns > limits.columns:
        what = "the number of its columns"
        raise LimitError(location, what=what, found=n_columns, limit=limits.columns, key="columns")
    cells = (n_rows or 0) * n_columns
    if cells > limits.cells:
        what = "the number of its cells"
        raise LimitError(location, what=what, found=cells, limit=limits.cells, key="cells")
