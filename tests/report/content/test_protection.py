import fake_evidence as fake

from evalcap.evidence.disclosure import Disclosure
from evalcap.report.content.protection import protection_sentences
from evalcap.words import catalogue

WORDS = catalogue()


def _told(**parts):
    return " ".join(protection_sentences(fake.one_outcome(**parts), WORDS))


def test_the_settings_that_were_used_are_named():
    told = _told(disclosure=Disclosure(min_cell=8, protection=3, rounding=5, ratio=0.2))
    assert "fewer than 8 persons are written as “<8”" in told
    assert "narrowed down to a range of 3 or less" in told
    assert "more than 90 % of it" in told
    assert "to within 20 %" in told
    assert "rounded to multiples of 5" in told


def test_how_many_numbers_are_withheld_is_told_where_any_are():
    assert "withheld because they are of few persons" not in _told()
    told = _told(disclosure=Disclosure(few=3, also=1200, changed=4, compared_with=(2,)))
    assert "3 numbers are withheld because they are of few persons, and 1,200" in told
    assert "since the report of cycle 2" in told
    alone = _told(disclosure=Disclosure(few=3, also=0))
    assert "3 of its numbers are withheld because they are of few persons." in alone
    others = _told(disclosure=Disclosure(few=0, also=4))
    assert "4 of its numbers are withheld because what is kept back elsewhere" in others
    assert " 0 " not in alone + others
    told = _told(disclosure=Disclosure(changed=4, compared_with=(1, 2, 3)))
    assert "since any of the reports of cycles 1, 2, 3" in told


def test_places_are_not_said_to_be_protected_as_people():
    told = " ".join(protection_sentences(fake.demonstration(), WORDS))
    assert "units are places" in told
    assert "“<10”" not in told
