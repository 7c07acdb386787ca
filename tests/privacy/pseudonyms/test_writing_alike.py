import datetime as dt

import numpy as np
import pytest

from evalcap.privacy.pseudonyms.writing_alike import written_alike


@pytest.mark.parametrize(
    "value", ["Awa Diop", " awa  DIOP ", "AWA\tDIOP\n", "\uff21\uff57\uff41 Diop", "awa\u00a0diop"]
)
def test_one_person_is_written_in_one_way(value):
    assert written_alike(value) == "awa diop"


def test_a_letter_and_its_accent_are_one_letter():
    assert written_alike("Jose\u0301") == written_alike("José") == "josé"


@pytest.mark.parametrize(
    "value", [304821, 304821.0, np.int64(304821), np.float64(304821), "304821"]
)
def test_a_number_is_its_digits_whatever_its_type(value):
    assert written_alike(value) == "304821"


@pytest.mark.parametrize("value", [None, float("nan"), "", "  ", "\n"])
def test_what_holds_nothing_is_empty(value):
    assert written_alike(value) == written_alike(value, ()) == ""


def test_only_differences_that_are_named_do_not_count():
    assert written_alike(" Awa  Diop", ["case"]) == " awa  diop"
    assert written_alike(" Awa  Diop", ["space"]) == "Awa Diop"
    assert written_alike("\uff21", []) == "\uff21"


def test_other_values_are_written_as_they_read():
    assert written_alike(1.5) == "1.5"
    assert written_alike(float("inf")) == "inf"
    assert written_alike(dt.date(2020, 1, 2)) == "2020-01-02"
    assert written_alike(np.True_) == "true"
