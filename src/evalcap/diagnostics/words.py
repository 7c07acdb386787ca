"""Numbers as a reader who is no statistician meets them in a sentence."""

from evalcap.errors import EvalcapError

# Below this a count may point to persons, and a sentence travels further than a table.
_SPOKEN_FROM = 10
_WHOLE_FROM = 100


def p_words(p: float) -> str:
    """Say a p-value: "p = 0.163", and never that it is zero."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"  # noqa: PLR2004 - the last digit shown


def number_words(value: float) -> str:
    """Say a number with three figures, large ones in full."""
    return f"{value:,.0f}" if abs(value) >= _WHOLE_FROM else f"{value:.3g}"


def count_words(n: int) -> str:
    """Say how many; small numbers only as small."""
    return f"{n:,}" if n >= _SPOKEN_FROM else f"fewer than {_SPOKEN_FROM}"


def percent_words(share: float) -> str:
    """Say a share in whole per cent."""
    return f"{100 * share:.0f}%"


def reason_words(error: EvalcapError) -> str:
    """Say what was wrong as a clause of a sentence."""
    reason = error.wrong.splitlines()[0].rstrip(".")
    return reason[:1].lower() + reason[1:]
