"""From a file to a data frame, unchanged: one reader a format, and the file's fingerprint."""

from evalcap.sources.read import read_source
from evalcap.sources.source import Format, Source

__all__ = ["Format", "Source", "read_source"]
