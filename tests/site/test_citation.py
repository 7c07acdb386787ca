"""How a study is cited."""

import fake_portfolio as many

from evalcap.site.citation import citation
from evalcap.words.catalogue import site_catalogue


def test_a_citation_names_authors_year_title_and_cycle():
    told = citation(many.study("a", cycle=2), site_catalogue())
    assert told == "Evaluation unit (2024). A. Evaluation report, cycle 2."


def test_what_is_no_evidence_says_so():
    words = site_catalogue()
    assert "no evidence" in citation(many.study("a", role="demonstration"), words)
    assert "benchmark data" in citation(many.study("a", role="benchmark"), words)
