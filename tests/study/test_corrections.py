from datetime import date

import pytest

from evalcap.errors.study import CorrectionsUnreadableError, ReasonMissingError
from evalcap.study.corrections import FILE, read_corrections, record_correction

DAY = date(2026, 3, 4)


def test_what_is_recorded_is_read_back_in_its_order(tmp_path):
    assert read_corrections(tmp_path) == ()
    record_correction(tmp_path, "corrected", reason='A "source"\nwas \\ counted twice.', day=DAY)
    record_correction(tmp_path, "withdrawn", reason="Consent was lacking — é.", day=DAY)
    first, second = read_corrections(tmp_path)
    assert (first.kind, first.day) == ("corrected", DAY)
    assert first.reason == 'A "source" was \\ counted twice.'
    assert (second.kind, second.reason) == ("withdrawn", "Consent was lacking — é.")


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_needed(tmp_path, reason):
    with pytest.raises(ReasonMissingError):
        record_correction(tmp_path, "withdrawn", reason=reason, day=DAY)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("text", ["[[corrections]", '[[corrections]]\nkind = "gone"\n'])
def test_a_file_that_cannot_be_read_stays_as_it_is(tmp_path, text):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsUnreadableError):
        record_correction(tmp_path, "withdrawn", reason="Why", day=DAY)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text
