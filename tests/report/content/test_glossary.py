"""Terms explained."""

import fake_evidence as fake

from evalcap.report.content.glossary import glossary_table
from evalcap.words import catalogue

WORDS = catalogue()


def test_only_terms_that_occur_are_explained():
    logs, plain = (
        glossary_table(fake.job_training(), WORDS),
        glossary_table(fake.one_outcome(), WORDS),
    )
    assert "Log points" in str(logs)
    assert "Log points" not in str(plain)
    assert "95\u00a0\\% interval" in str(plain)
