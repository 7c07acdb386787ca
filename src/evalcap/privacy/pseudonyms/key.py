"""Keys that pseudonyms are made with."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

SHORTEST: Final = 32  # bytes: as long as the hash that it keys
_SHOWN: Final = 16  # hexadecimal digits of a fingerprint


@dataclass(frozen=True)
class Key:
    """One version of a key.

    Attributes
    ----------
    version
        Its number, from 1.
    created
        The day on which it was made.
    secret
        The key itself, at least 32 bytes; shown nowhere.
    """

    version: int
    created: date
    secret: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """What tells the key from others without giving it away, 16 hexadecimal digits."""
        return hmac.digest(self.secret, b"evalcap key fingerprint", "sha256").hex()[:_SHOWN]


@dataclass(frozen=True)
class KeyRing:
    """Every version of a key, oldest first; at least one."""

    keys: tuple[Key, ...]

    @property
    def present(self) -> Key:
        """The version that new pseudonyms are made with."""
        return self.keys[-1]

    @property
    def before(self) -> Sequence[Key]:
        """The versions that it replaced."""
        return self.keys[:-1]

    def holds(self, fingerprint: str) -> bool:
        """Whether some version has this fingerprint."""
        return any(key.fingerprint == fingerprint for key in self.keys)
