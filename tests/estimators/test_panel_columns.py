import numpy as np
import pandas as pd
import pytest

from evalcap.errors.design import CollinearTermsError
from evalcap.estimators.panel_columns import CONSTANT, standard_columns

MODELS = ["fixed_effects", "two_way", "random_effects", "first_difference", "between", "pooled"]
WITH_CONSTANT = ["random_effects", "between", "pooled"]


@pytest.fixture
def values() -> pd.DataFrame:
    index = pd.MultiIndex.from_product([range(8), range(4)])
    rng = np.random.default_rng(63)
    return pd.DataFrame({"age": 1e5 + rng.normal(size=32), "rank": rng.normal(size=32)}, index)


@pytest.mark.parametrize("model", MODELS)
def test_columns_have_mean_zero_and_variance_one(values, model):
    frame = standard_columns(values, model).frame[["age", "rank"]]
    np.testing.assert_allclose(frame.mean(), 0, atol=1e-9)
    np.testing.assert_allclose(frame.std(ddof=0), 1)


@pytest.mark.parametrize("model", WITH_CONSTANT)
def test_coefficients_go_back_to_the_data_s_units(values, model):
    columns = standard_columns(values, model)
    assert columns.frame.columns[0] == CONSTANT
    standard = np.array([2.0, 0.5, -1.0])
    fitted = columns.frame.to_numpy() @ standard
    back = columns.back @ standard
    np.testing.assert_allclose(back[0] + values.to_numpy() @ back[1:], fitted, atol=1e-8)


def test_without_a_constant_only_the_scale_goes_back(values):
    columns = standard_columns(values, "fixed_effects")
    np.testing.assert_allclose(np.diag(columns.back), 1 / values.std(ddof=0))


# Which of a unit's own value, a common trend and a sum of others a model cannot tell apart.
@pytest.mark.parametrize(
    ("model", "refused"),
    [
        ("fixed_effects", ["level", "sum"]),
        ("two_way", ["level", "trend", "sum"]),
        ("first_difference", ["level", "sum"]),
        ("between", ["trend", "sum"]),
        ("pooled", ["sum"]),
        ("random_effects", ["sum"]),
    ],
)
def test_what_the_model_determines_is_refused_by_name(values, model, refused):
    unit, period = (values.index.get_level_values(i) for i in (0, 1))
    values["level"] = 0.1 * (unit % 3)
    values["trend"] = 0.1 * period
    values["sum"] = values["age"] - 2 * values["rank"]
    with pytest.raises(CollinearTermsError) as caught:
        standard_columns(values, model)
    for name in values:
        assert (f"'{name}'" in str(caught.value)) == (name in refused)


def test_a_constant_is_refused_beside_the_model_s(values):
    with pytest.raises(CollinearTermsError, match="'one'"):
        standard_columns(values.assign(one=0.1), "pooled")
