"""The cycle before in the report's language, so that it can be set beside the present one."""

from dataclasses import replace

from evalcap.evidence import Evidence
from evalcap.evidence.model import Outcome
from evalcap.portfolio import Entry


def told_before(before: Entry, now: Evidence, told_now: Evidence, language: str) -> Entry:
    """Tell the cycle before in a language, in the units of the present one where they are the same.

    Which outcomes can be set side by side is a matter of the originals: a unit that is translated
    in one cycle alone is still the same unit, and two that differ do not become one.

    Parameters
    ----------
    now, told_now
        The present cycle as its authors wrote it, and in the language.
    """
    earlier = before.told_in(language)
    written = {outcome.name: outcome for outcome in now.outcomes}
    shown = {outcome.name: outcome for outcome in told_now.outcomes}
    outcomes = tuple(
        _beside(original, told, written[original.name], shown[original.name])
        if original.name in shown
        else told
        for original, told in zip(before.evidence.outcomes, earlier.evidence.outcomes, strict=True)
    )
    return replace(earlier, evidence=earlier.evidence.model_copy(update={"outcomes": outcomes}))


def _beside(original: Outcome, told: Outcome, written: Outcome, shown: Outcome) -> Outcome:
    if original.unit == written.unit:
        return told.model_copy(update={"unit": shown.unit, "unit_one": shown.unit_one})
    return original if told.unit == shown.unit else told
