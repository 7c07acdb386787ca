"""Errors of code lists."""

from collections.abc import Sequence

from evalcap.errors.root import EvalcapError, preview


class UnknownCodeError(EvalcapError):
    """A code is in none of the lists."""

    def __init__(self, what: str, wanted: object, known: Sequence[object]) -> None:
        self.wanted = wanted
        super().__init__(
            f"There is no {what} {wanted!r}.",
            needed=f"One of: {preview(known, 30)}.",
            do="Correct it in study.toml or lessons.toml.",
        )
