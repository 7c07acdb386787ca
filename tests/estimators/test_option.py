import pytest

from evalcap.errors.design import OptionError
from evalcap.estimators.option import choose


def test_a_choice_is_given_back():
    assert choose("method", "ipw", ("ipw", "regression")) == "ipw"


def test_anything_else_is_refused_naming_what_is_allowed():
    with pytest.raises(OptionError, match="method='IPW' is not an option") as caught:
        choose("method", "IPW", ("ipw", "regression"))
    assert "'ipw', 'regression'" in str(caught.value)
