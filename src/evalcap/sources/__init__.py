"""From files to a data frame, unchanged: one reader a format, and the files' fingerprint."""

from evalcap.sources.read import read_source
from evalcap.sources.reasons import Reason
from evalcap.sources.source import FileRecord, Format, Labels, Source

__all__ = ["FileRecord", "Format", "Labels", "Reason", "Source", "read_source"]
