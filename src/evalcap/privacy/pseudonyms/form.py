"""What a pseudonym looks like, so that one is told from the identifiers that it stands for."""

from typing import Final

PREFIX: Final = "psn-"
LENGTH: Final = 16  # of 32 characters each: 80 bits
PATTERN: Final = rf"{PREFIX}[a-z2-7]{{{LENGTH}}}"
