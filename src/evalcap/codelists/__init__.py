"""Facts that ship with the library, and where its defaults lie."""

from evalcap.codelists.defaults import default_folder

__all__ = ["default_folder"]
