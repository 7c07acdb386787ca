"""Numbers as a reader meets them: as many digits as they deserve, and the same for their limits."""

from collections.abc import Iterable
from datetime import date
from math import floor, isclose, isfinite, log10
from re import findall

from evalcap.privacy.disclosure.label import NOT_TOLD
from evalcap.words.catalogue import Catalogue

# Two digits of the standard error are worth printing; more would be noise.
_WORTH = 2
_MOST_DECIMALS = 8
_LARGEST_IN_FULL = 1e15
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def decimals_for(std_error: float, values: Iterable[float]) -> int:
    """Choose decimals from the uncertainty, so that no value but zero is written as zero.

    Parameters
    ----------
    std_error
        What two significant digits are taken of; where it is zero, the largest value.
    values
        What will be written.

    Returns
    -------
    int
        From 0 upwards. At most two more than the uncertainty asks for, however small a value is.
    """
    sizes = [abs(v) for v in values if v and isfinite(v)]
    measure = std_error if isfinite(std_error) and std_error > 0 else max(sizes, default=1.0)
    wanted = max(0, _WORTH - 1 - floor(log10(measure)))
    enough = (d for d in range(wanted, wanted + 3) if all(round(s, d) for s in sizes))
    return next(enough, wanted)


def decimals_written(value: float) -> int:
    """Count the decimals that somebody wrote a number with, as far as it still shows."""
    shown = (d for d in range(_MOST_DECIMALS) if isclose(round(value, d), value, rel_tol=1e-9))
    return next(shown, _MOST_DECIMALS)


def number(value: float, decimals: int, words: Catalogue) -> str:
    """Write a number: grouped by thousands, or as a power of ten where that is shorter."""
    if abs(value) >= _LARGEST_IN_FULL or decimals > _MOST_DECIMALS:
        return _scientific(value, words)
    size = abs(round(value, decimals))
    grouped = "," if size >= int(words.say("numbers.grouped_from")) else ""
    text = f"{size:{grouped}.{decimals}f}"
    return _sign(round(value, decimals), words) + _localised(text, words)


def signed(value: float, decimals: int, words: Catalogue) -> str:
    """Write a number with its sign, plus included."""
    text = number(value, decimals, words)
    return f"+{text}" if round(value, decimals) > 0 else text


def count(n: int | str | None, words: Catalogue) -> str:
    """Write a count, or what is left open of one that is withheld: "<10", "27-36", ">=27"."""
    if not n or isinstance(n, int):
        return number(n, 0, words) if isinstance(n, int) else ""
    if n == NOT_TOLD:
        return words.say("numbers.not_told")
    low, *high = (number(int(end), 0, words) for end in findall(r"\d+", n))
    if high:
        return words.say("numbers.range", low=low, high=high[0])
    return words.say("numbers.fewer" if n.startswith("<") else "numbers.at_least", n=low)


def p_value(p: float, words: Catalogue) -> str:
    """Write a p-value, never as zero."""
    least = 0.001
    if p < least:
        return "< " + number(least, 3, words)
    return number(p, 3, words)


def day(value: date, words: Catalogue) -> str:
    """Write a date in full."""
    month = words.say(f"months.{value.month}")
    key = "numbers.date_first" if value.day == 1 else "numbers.date"
    return words.say(key, day=value.day, month=month, year=value.year)


def day_format(value: date, words: Catalogue) -> str:
    """Give the pattern by which Quarto writes a date as we do."""
    return words.say("numbers.date_format_first" if value.day == 1 else "numbers.date_format")


def _sign(value: float, words: Catalogue) -> str:
    return words.say("numbers.minus") if value < 0 else ""


def _localised(text: str, words: Catalogue) -> str:
    marks = {",": words.say("numbers.thousands"), ".": words.say("numbers.decimal")}
    return "".join(marks.get(char, char) for char in text)


def _scientific(value: float, words: Catalogue) -> str:
    if value == 0:
        return "0"
    digits, exponent = f"{abs(value):.1e}".split("e")
    times = words.say("numbers.times")
    written = f"{_localised(digits, words)} {times} {power_of_ten(int(exponent))}"
    return _sign(value, words) + written


def power_of_ten(exponent: int) -> str:
    """Write ten to a power."""
    return "10" + str(exponent).translate(_SUPERSCRIPTS)
