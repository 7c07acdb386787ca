"""What each type of programme measures: its tables and their canonical columns."""

from evalcap.programmes.column import Code, CodeList, Column
from evalcap.programmes.programme import NAMES, programme
from evalcap.programmes.schema import Programme, Section, Table

__all__ = ["NAMES", "Code", "CodeList", "Column", "Programme", "Section", "Table", "programme"]
