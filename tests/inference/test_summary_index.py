import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.inference import SummaryIndexError
from evalcap.inference.summary_index import summary_index


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    common = rng.normal(size=60)
    frame = pd.DataFrame({"d": np.repeat([0, 1], 30)})
    frame["a"] = 5 + 2 * (common + rng.normal(size=60))
    frame["b"] = -3 * (common + rng.normal(size=60))
    frame["k"] = 100 + rng.normal(size=60)
    return frame


def by_definition(frame, signs):
    """Anderson's section 3.2.1, line by line."""
    scaled = frame[list(signs)] * pd.Series(signs)
    comparison = scaled[frame["d"] == 0]
    scaled = (scaled - comparison.mean()) / comparison.std()
    ones = np.ones(len(signs))
    inverse = np.linalg.inv(scaled.cov())
    return (scaled @ inverse @ ones) / (ones @ inverse @ ones)


def test_the_index_weights_by_the_inverse_covariance(frame):
    better = {"a": "higher", "b": "lower", "k": "higher"}
    found = summary_index(frame, list(better), by="d", better=better)
    expected = by_definition(frame, {"a": 1, "b": -1, "k": 1})
    np.testing.assert_allclose(found, expected)
    assert found.index.equals(frame.index)


def test_the_index_of_a_row_is_the_generalised_mean_of_its_outcomes(frame):
    # Anderson's s is the GLS estimate of one mean from a row's outcomes, given their covariance.
    names = ["a", "b", "k"]
    found = summary_index(frame, names, by="d")
    comparison = frame.loc[frame["d"] == 0, names]
    scaled = (frame[names] - comparison.mean()) / comparison.std()
    covariance = np.cov(scaled.to_numpy().T)
    for row in (0, 17, 45):
        fit = sm.GLS(scaled.iloc[row].to_numpy(), np.ones(3), sigma=covariance).fit()
        assert found[row] == pytest.approx(fit.params[0])


def test_two_outcomes_worked_by_hand():
    # Both have comparison means 0 and deviation 1 and do not vary together: an average.
    root = np.sqrt(0.75)
    frame = pd.DataFrame({"d": [0, 0, 0, 0], "a": root * np.array([1.0, 1, -1, -1])})
    frame["b"] = root * np.array([1.0, -1, 1, -1])
    found = summary_index(frame, ["a", "b"], by="d")
    np.testing.assert_allclose(found, root * np.array([1, 0, 0, -1]), atol=1e-15)
    assert found.attrs["weights"] == pytest.approx({"a": 0.5, "b": 0.5})


def test_the_comparison_group_has_mean_zero(frame):
    found = summary_index(frame, ["a", "b", "k"], by="d")
    assert found[frame["d"] == 0].mean() == pytest.approx(0, abs=1e-12)


def test_an_outcome_that_repeats_another_counts_less(frame):
    noise = np.random.default_rng(1).normal(size=60) / 10
    weights = summary_index(frame.assign(a2=frame["a"] + noise), ["a", "a2", "k"], by="d").attrs[
        "weights"
    ]
    assert weights["a"] + weights["a2"] < 2 * weights["k"]


def test_units_of_measure_and_order_change_nothing(frame):
    plain = summary_index(frame, ["a", "b", "k"], by="d")
    other = frame.assign(a=frame["a"] * 1e5 - 3).sample(frac=1, random_state=1)
    moved = summary_index(other, ["k", "a", "b"], by="d")
    np.testing.assert_allclose(moved.sort_index(), plain)


def test_lower_is_the_mirror_of_higher(frame):
    high = summary_index(frame, ["a", "k"], by="d")
    low = summary_index(frame, ["a", "k"], by="d", better="lower")
    np.testing.assert_allclose(low, -high)


def test_a_missing_outcome_leaves_the_others_their_weights(frame):
    frame.loc[3, "a"] = None
    found = summary_index(frame, ["a", "k"], by="d")
    comparison = frame.loc[frame["d"] == 0, "k"]
    assert found[3] == pytest.approx((frame.loc[3, "k"] - comparison.mean()) / comparison.std())


def test_rows_without_any_outcome_or_group_are_missing_and_counted(frame):
    frame.loc[4, ["a", "k"]] = None
    frame.loc[[7, 8], "d"] = None
    found = summary_index(frame, ["a", "k"], by="d")
    assert found.index[found.isna()].tolist() == [4, 7, 8]
    assert found.attrs["excluded"] == {
        "rows without a group": 2,
        "rows without an outcome of positive weight": 1,
    }


def test_all_problems_are_told_at_once(frame):
    flat = frame.assign(a=1.0, k=np.where(frame["d"] == 0, 2.0, frame["k"]))
    with pytest.raises(SummaryIndexError) as caught:
        summary_index(flat.assign(d=flat["d"] * 2), ["a", "b", "k"], by="d")
    assert len(caught.value.problems) == 3


def test_no_outcome_is_no_index(frame):
    with pytest.raises(SummaryIndexError, match="No outcome is named"):
        summary_index(frame, [], by="d")


def test_one_outcome_may_be_named_without_a_list(frame):
    named = frame.rename(columns={"a": "score"})
    pd.testing.assert_series_equal(
        summary_index(named, "score", by="d"), summary_index(named, ["score"], by="d")
    )


def test_a_direction_is_needed_for_each(frame):
    with pytest.raises(SummaryIndexError, match="'b' does not say"):
        summary_index(frame, ["a", "b"], by="d", better={"a": "higher"})


def test_outcomes_that_make_each_other_up_are_refused(frame):
    with pytest.raises(SummaryIndexError, match="'s' is a combination"):
        summary_index(frame.assign(s=frame["a"] + frame["b"]), ["a", "b", "s"], by="d")


def test_outcomes_never_known_together_are_refused(frame):
    frame.loc[frame.index % 2 == 0, "a"] = None
    frame.loc[frame.index % 2 == 1, "k"] = None
    with pytest.raises(SummaryIndexError, match="known together"):
        summary_index(frame, ["a", "k"], by="d")


def test_absent_columns_are_named(frame):
    with pytest.raises(ColumnNotFoundError, match="'z'"):
        summary_index(frame, ["a", "z"], by="d")
