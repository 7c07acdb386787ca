"""Recorded texts in the report."""

from evalcap.report.content.recorded import shown
from evalcap.report.markdown import Markdown
from evalcap.words import catalogue


def test_a_text_that_is_known_is_told_in_the_report_s_language():
    assert shown("rows without outcome", catalogue("es")) == "filas sin resultado"
    assert shown("rows without outcome", catalogue()) == "rows without outcome"


def test_a_text_that_is_not_known_is_marked_as_english_and_stays_inert():
    told = shown("<b>Odd</b>", catalogue("fr"))
    assert told == Markdown("[\\<b\\>Odd\\<\\/b\\>]{lang=en}")


def test_an_outcome_is_called_by_its_label():
    sentence = "The effect on log_scrap cannot be estimated without one cluster, and hangs on it."
    told = shown(sentence, catalogue("fr"), {"log_scrap": "Rebuts"})
    assert "«\u00a0Rebuts\u00a0»" in str(told)
