import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.design import CollinearTermsError, OptionError
from evalcap.errors.instruments import InstrumentsError, OwnInstrumentError
from evalcap.estimators.instrumental_sample import Roles, draw_instrumental_sample


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(9)
    frame = pd.DataFrame([(u, t) for u in range(10) for t in range(4)], columns=["post", "year"])
    frame["attended"], frame["offer"], frame["age"], frame["score"] = rng.normal(size=(4, 40))
    frame["distance"] = rng.normal(size=10)[frame["post"]]
    frame["double"] = 2 * frame["offer"] + frame["distance"]
    frame["older"] = frame["age"] + 1
    frame["size"] = 1 + frame["post"] % 3
    frame["start"] = np.nan
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def draw(frame: pd.DataFrame, instruments, covariates=(), model="fixed_effects", **roles: object):
    named = Roles.of("attended", instruments, covariates)
    return draw_instrumental_sample(panel(frame, **roles), named, model)


def test_columns_are_deviations_from_unit_means_on_one_scale(frame):
    sample = draw(frame, "offer", ["age"])
    by_post = frame.groupby("post")
    for ours, name, scale in (
        (sample.outcome, "score", 1.0),
        (sample.endogenous, "attended", sample.scale[0]),
        (sample.instruments[:, 0], "offer", sample.scale[1]),
        (sample.covariates[:, 0], "age", sample.scale[2]),
    ):
        left = frame[name] - by_post[name].transform("mean")
        np.testing.assert_allclose(ours * scale, left, atol=1e-12)
    assert (sample.endogenous**2).mean() == pytest.approx(1)


def test_rows_are_multiplied_by_the_root_of_their_weight(frame):
    sample = draw(frame, "offer", model="pooled", weight="size")
    root = np.sqrt(frame["size"])
    mean = np.average(frame["score"], weights=frame["size"])
    np.testing.assert_allclose(sample.outcome, root * (frame["score"] - mean))


def test_beyond_covariates_nothing_is_related_to_them(frame):
    sample = draw(frame, "offer", ["age"])
    for left in sample.beyond_covariates():
        np.testing.assert_allclose(sample.covariates.T @ left, 0, atol=1e-10)


def test_a_redundant_covariate_is_left_out(frame):
    sample = draw(frame, "offer", ["age", "older", "distance"])
    assert sample.roles.covariates == ("age",)
    assert sample.dropped == ("older", "distance")


def test_useless_instruments_are_refused_all_at_once_by_name_and_reason(frame):
    with pytest.raises(InstrumentsError) as caught:
        draw(frame, ["offer", "distance", "double", "older"], ["age"])
    assert caught.value.absorbed == ("distance",)
    assert caught.value.redundant == ("double", "older")
    assert "Nothing varies beyond the effects of units in: 'distance'." in str(caught.value)


def test_an_instrument_that_does_not_vary_over_time_serves_pooled_rows(frame):
    assert draw(frame, "distance", model="pooled").roles.instruments == ("distance",)


def test_an_endogenous_regressor_that_covariates_determine_is_refused(frame):
    frame["attended"] = 3 * frame["age"] + frame["distance"]
    with pytest.raises(CollinearTermsError, match="'attended'"):
        draw(frame, "offer", ["age"])


def test_a_column_has_one_role(frame):
    with pytest.raises(OwnInstrumentError, match="'attended', 'offer'"):
        draw(frame, ["offer", "attended"], ["offer"])
    with pytest.raises(OptionError, match="instruments"):
        draw(frame, [])


def test_unit_effects_of_repeated_cross_sections_are_refused(frame):
    with pytest.raises(NoUnitEffectsError, match="Instrumental variables"):
        draw(frame, "offer", unit=None)
