import numpy as np
import pytest

from evalcap.errors.design import OptionError
from evalcap.estimators.option import choose, choose_anticipation, choose_whole


def test_a_choice_is_given_back():
    assert choose("method", "ipw", ("ipw", "regression")) == "ipw"


def test_anything_else_is_refused_naming_what_is_allowed():
    with pytest.raises(OptionError, match="method='IPW' is not an option") as caught:
        choose("method", "IPW", ("ipw", "regression"))
    assert "'ipw', 'regression'" in str(caught.value)


@pytest.mark.parametrize("given", [-1, np.nan, np.inf, "1", None])
def test_anticipation_is_a_finite_number_of_periods(given):
    with pytest.raises(OptionError, match="0 or more"):
        choose_anticipation(given)


def test_anticipation_is_measured_as_event_times_are():
    assert choose_anticipation(2 / 12) == 0.166667


@pytest.mark.parametrize("given", [-1, 1.5, "1", None])
def test_a_count_is_a_whole_number(given):
    with pytest.raises(OptionError, match=r"`lags` takes one of: .whole numbers, 0 or more"):
        choose_whole("lags", given, least=0)
