"""Text that a spreadsheet would take for a formula."""

from typing import Final

# Also in full width, which some spreadsheets read as the same signs.
_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def looks_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate with this text rather than show it."""
    return text.lstrip().startswith(_STARTS)
