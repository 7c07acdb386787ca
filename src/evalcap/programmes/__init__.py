"""What each type of programme measures: its tables and their canonical columns."""

from evalcap.programmes.programme import NAMES, programme
from evalcap.programmes.schema import Column, Programme, Table

__all__ = ["NAMES", "Column", "Programme", "Table", "programme"]
