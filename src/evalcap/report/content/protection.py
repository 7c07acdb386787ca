"""How people in the data are protected, with the settings that were used."""

from collections.abc import Iterator

from evalcap.evidence import Evidence
from evalcap.words import Catalogue
from evalcap.words.numbers import count


def protection_sentences(evidence: Evidence, words: Catalogue) -> tuple[str, ...]:
    """Say how people in the data are protected."""
    return tuple(_protection(evidence, words))


def _protection(evidence: Evidence, words: Catalogue) -> Iterator[str]:
    yield words.say("protection.no_rows")
    if evidence.design.unit_is == "person":
        yield from _of_people(evidence, words)
    else:
        yield words.say(f"protection.{evidence.design.unit_is}")
    yield words.say(f"protection.{evidence.subject.role}")


def _of_people(evidence: Evidence, words: Catalogue) -> Iterator[str]:
    rules = evidence.disclosure
    few = max(rules.min_cell, rules.rounding)
    yield words.say("protection.min_cell", n=few)
    yield words.say("protection.width", n=rules.protection)
    share, ratio = (f"{100 * part:g}" for part in (rules.dominance, rules.ratio))
    yield words.say("protection.means", people=rules.dominant, share=share, ratio=ratio, n=few)
    if rules.rounding > 1:
        yield words.say("protection.rounding", n=rules.rounding)
    if rules.gave_up:
        yield words.say("protection.gave_up")
    elif rules.few or rules.also:
        numbers = {"few": count(rules.few, words), "also": count(rules.also, words)}
        told = "" if rules.few and rules.also else "_few" if rules.few else "_also"
        yield words.say(f"protection.withheld{told}", **numbers)
    if rules.compared_with:
        one_or_many = "compared" if len(rules.compared_with) == 1 else "compared_with_all"
        cycles = ", ".join(map(str, rules.compared_with))
        facts = {"n": few, "cycle": cycles, "changed": rules.changed}
        yield words.say(f"protection.{one_or_many}", **facts)
