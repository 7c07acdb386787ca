"""The `evalcap` command: thin, each command one call into the library."""

from evalcap.cli.app import main

__all__ = ["main"]
