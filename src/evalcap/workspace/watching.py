"""Who is told how far a build has come."""

from collections.abc import Callable
from typing import Final, Protocol

Log = Callable[[str], object]


class Watch(Protocol):
    """Whoever shows which studies are under way, such as bars on a terminal."""

    def expected(self, n: int) -> None:
        """Be told how many studies will be made."""

    def begun(self, slug: str) -> None:
        """Be told that a study is begun, perhaps from another thread."""

    def ended(self, slug: str) -> None:
        """Be told that a study has ended, built or not."""


class _Nobody:
    """Looks at nothing."""

    def expected(self, n: int) -> None:
        pass

    def begun(self, slug: str) -> None:
        pass

    def ended(self, slug: str) -> None:
        pass


UNWATCHED: Final[Watch] = _Nobody()
