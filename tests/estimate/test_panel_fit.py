import numpy as np
import pytest

from evalcap.errors.design import DesignError, OptionError
from evalcap.estimate import PanelFit


@pytest.fixture
def fit() -> PanelFit:
    return PanelFit(
        terms=("grant", "grant_1"),
        estimate=np.array([-0.252, -0.422]),
        covariance=np.array([[0.0228, 0.01], [0.01, 0.0441]]),
        degrees_of_freedom=104,
        model="fixed effects of units",
        n_obs=162,
        n_units=54,
        n_clusters=54,
        r_squared=0.2,
        excluded={"rows without outcome": 309},
    )


def test_a_term_is_an_estimate_of_its_own(fit):
    term = fit.term("grant_1")
    assert (term.estimand, term.point, term.std_error) == ("grant_1", -0.422, pytest.approx(0.21))
    assert term.degrees_of_freedom == 104
    assert term.excluded == {"rows without outcome": 309}


def test_an_unknown_term_is_refused_naming_the_known(fit):
    with pytest.raises(OptionError, match="'grant', 'grant_1'"):
        fit.term("grants")


def test_tidy_rows_are_the_terms_estimates(fit):
    frame = fit.to_frame(0.9)
    assert frame["term"].tolist() == ["grant", "grant_1"]
    for i, name in enumerate(frame["term"]):
        row = fit.term(name).to_frame(0.9)
        assert frame.iloc[i, 1:].tolist() == pytest.approx(row.iloc[0, 1:].tolist())


def test_a_level_in_per_cent_is_refused(fit):
    with pytest.raises(DesignError, match="level=90"):
        fit.to_frame(90)


def test_it_reads_as_a_sentence(fit):
    assert str(fit) == (
        "fixed effects of units: grant -0.252 (se 0.151); grant_1 -0.422 (se 0.21); "
        "162 rows, 54 units"
    )
