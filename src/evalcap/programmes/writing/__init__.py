"""Write a programme type's schema for people and for machines, each in the form that they use."""

from evalcap.programmes.writing.folder import write_schema

__all__ = ["write_schema"]
