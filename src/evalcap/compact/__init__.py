"""What states and donors exchange under the Global Compact for Migration."""

from evalcap.compact.site import write_compact
from evalcap.compact.study_files import write_study_files
from evalcap.portfolio import Entry

__all__ = ["Entry", "write_compact", "write_study_files"]
