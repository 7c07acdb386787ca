import pytest

from evalcap.programmes.writing.formulas import looks_like_a_formula


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\uff1d1"])
def test_signs_that_begin_a_formula_are_known(text):
    assert looks_like_a_formula(text)


@pytest.mark.parametrize("text", ["", "a=b", "1+1", "'=1"])
def test_other_text_is_no_formula(text):
    assert not looks_like_a_formula(text)
