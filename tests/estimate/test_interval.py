import numpy as np
import pytest

from evalcap.errors.design import DesignError
from evalcap.estimate.interval import half_width, require_level, why_none


def test_half_the_width_is_a_quantile_times_the_standard_error():
    assert half_width(0.95, np.inf, 2.0) == pytest.approx(2 * 1.959964)
    np.testing.assert_allclose(half_width(0.95, 4, np.array([1.0, 2])), [2.776445, 5.552890])


@pytest.mark.parametrize("level", [95, 1.0, 0.0, "0.95", None])
def test_per_cents_are_not_levels(level):
    with pytest.raises(DesignError, match=r"Pass 0\.95 for 95 per cent"):
        require_level(level)


def test_a_missing_standard_error_has_its_reason():
    reasons = why_none(np.array([np.nan, 0.3, np.nan]), is_base=np.array([True, False, False]))
    assert reasons[0] == "base period, zero by construction"
    assert reasons[1] == ""
    assert reasons[2].startswith("no standard error")
