"""What a file holds, and which file it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from evalcap.errors import count

Format = Literal["csv", "tsv", "xlsx", "dta", "sav", "parquet"]


@dataclass(frozen=True)
class Content:
    """What a reader found in a file.

    Attributes
    ----------
    frame
        One row a record, one column a header, values as they were recorded.
    column_labels
        Column to the label its author gave it; columns without one are left out.
    value_labels
        Column to code to the label of that code; the frame keeps the codes.
    user_missing
        Column to declared reason for missing (a code such as `98` or `.a`) to the number of
        cells with it. In the frame these cells are missing.
    """

    frame: pd.DataFrame
    column_labels: Mapping[str, str] = field(default_factory=dict)
    value_labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    user_missing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A file of raw data, read and fingerprinted.

    Attributes
    ----------
    name
        What the study calls it; without a name, the file's own without its suffixes.
    location
        The path or `package:` resource as it was given.
    format
        What kind of file it is.
    sha256
        Fingerprint of the file's bytes, 64 hexadecimal digits.
    frame
        One row a record, one column a header, values as they were recorded.
    column_labels, value_labels, user_missing
        What the file says about its columns, codes and reasons for missing; see `Content`.
    """

    name: str
    location: str
    format: Format
    sha256: str
    frame: pd.DataFrame = field(repr=False)
    column_labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    value_labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict, repr=False)
    user_missing: Mapping[str, Mapping[str, int]] = field(default_factory=dict, repr=False)

    @property
    def n_rows(self) -> int:
        """Number of records."""
        return len(self.frame)

    def __str__(self) -> str:
        """Say what was read, in one line."""
        rows, columns = count(self.n_rows, "row"), count(self.frame.shape[1], "column")
        return f"{self.name}: {rows} and {columns} from {self.location} (sha256 {self.sha256[:12]})"
