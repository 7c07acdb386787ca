"""How a report says what was done with the records behind it."""

from datetime import date

import fake_evidence as fake

from evalcap.evidence.privacy import PrivacyRecord
from evalcap.report.content.data_protection import data_protection_sentences
from evalcap.words import catalogue

WORDS = catalogue()


def told(**privacy):
    evidence = fake.one_outcome().model_copy(update={"privacy": PrivacyRecord(**privacy)})
    return data_protection_sentences(evidence, WORDS)


def test_a_study_without_settings_says_nothing():
    assert told() == ()


def test_every_decision_on_a_column_is_told():
    said = told(
        dropped=("Phone", "E-mail"),
        pseudonymised=("officer",),
        key="0123456789abcdef",
        justified={"site_name": "public border posts."},
    )
    assert said[0].endswith("before anything was computed: Phone and E-mail.")
    assert "(fingerprint 0123456789abcdef)" in said[1]
    assert said[2] == "The column site_name stays as it is, for this reason: public border posts."


def test_the_last_day_of_the_records_is_told():
    (said,) = told(kept_until=date(2030, 12, 31))
    assert said == "Working copies of the records are kept until 31 December 2030 at the latest."


def test_how_many_share_the_rarest_combination_is_told_or_withheld():
    columns = {"quasi_identifiers": ("sex", "age"), "sensitive": ("status",)}
    hidden = told(**columns, k=12, k_asked=5, l=2)
    assert "combination of sex and age is shared by at least 12 persons" in hidden[0]
    assert "at least 2 different values" in hidden[1]
    few = told(**columns, k="<10", k_asked=5, l=1)
    assert "is shared by <10 persons; at least 5 were asked for" in few[0]
    assert "all persons have the same value of what is sensitive: status" in few[1]


def test_every_language_says_all_of_it():
    full = PrivacyRecord(
        dropped=("Phone",),
        pseudonymised=("officer",),
        key="0123456789abcdef",
        justified={"site": "public"},
        kept_until=date(2030, 12, 31),
        quasi_identifiers=("sex",),
        k=12,
        k_asked=5,
        sensitive=("status",),
        l=2,
    )
    for few in (full, full.model_copy(update={"k": "<10", "l": 1})):
        evidence = fake.one_outcome().model_copy(update={"privacy": few})
        said = [data_protection_sentences(evidence, catalogue(x)) for x in ("en", "fr", "es")]
        assert [len(sentences) for sentences in said] == [6, 6, 6]
        assert len({sentence for sentences in said for sentence in sentences}) == 18
