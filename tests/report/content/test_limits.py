"""What a report cannot show."""

import fake_evidence as fake

from evalcap.report.content.limits import limit_sentences
from evalcap.words import catalogue

WORDS = catalogue()


def test_a_failed_check_is_among_the_limits():
    told = limit_sentences(fake.one_outcome(checks=(fake.check("failed"),)), WORDS)
    assert "A check failed for: Test score. The grade says how much that weighs." in told


def test_only_a_randomised_comparison_is_called_drawn_by_lot():
    evidence = fake.supported_work()
    assert not any("drawn by lot" in s for s in limit_sentences(evidence, WORDS))
    lottery = tuple(
        e.model_copy(update={"primary": e.analysis == "experimental"}) for e in evidence.estimates
    )
    drawn = limit_sentences(evidence.model_copy(update={"estimates": lottery}), WORDS)
    assert drawn[0].startswith("The comparison group was drawn by lot")
