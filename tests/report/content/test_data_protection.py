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


def test_persons_who_are_not_hidden_forbid_passing_records_on():
    columns = {"quasi_identifiers": ("sex", "age"), "sensitive": ("status",)}
    hidden = told(**columns, k=5, k_asked=5, n_under=0, l=2)
    assert "shared by at least 5 persons" in hidden[0]
    assert "at least 2 different values" in hidden[1]
    alike = told(**columns, k=5, k_asked=5, n_under=0, l=1)
    assert "all persons have the same value of what is sensitive: status" in alike[1]
    (shown,) = told(quasi_identifiers=("sex",), k=1, k_asked=5, n_under="<10")
    assert shown.endswith("such combinations: <10. The records must not be passed on as they are.")
