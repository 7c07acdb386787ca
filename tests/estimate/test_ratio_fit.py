from dataclasses import replace

import numpy as np
import pytest

from evalcap.errors.design import OptionError
from evalcap.errors.outcomes import NoSharesError
from evalcap.estimate import RatioFit
from evalcap.estimate.ratio_fit import AverageEffects


@pytest.fixture
def fit() -> RatioFit:
    return RatioFit(
        kind="rate ratio",
        terms=("scanner", "traffic"),
        estimate=np.log([1.25, 0.9]),
        covariance=np.array([[0.01, 0.002], [0.002, 0.0025]]),
        degrees_of_freedom=11,
        model="Poisson (effects of units)",
        n_obs=419,
        n_units=45,
        n_clusters=12,
        average_effects=AverageEffects(np.array([1.5, -0.6]), np.diag([0.36, 0.09])),
        excluded={"units whose outcome is always 0": 3},
    )


def test_a_term_is_the_logarithm_of_a_ratio(fit):
    term = fit.term("scanner")
    assert term.estimand == "logarithm of the rate ratio of scanner"
    assert (term.point, term.std_error) == pytest.approx((np.log(1.25), 0.1))
    assert (term.degrees_of_freedom, term.excluded) == (11, fit.excluded)


def test_a_ratio_has_the_same_logarithm_and_error(fit):
    ratio = fit.ratio("traffic")
    assert (ratio.kind, ratio.ratio) == ("rate ratio", pytest.approx(0.9))
    assert (ratio.log, ratio.std_error) == (fit.term("traffic").point, pytest.approx(0.05))


def test_an_effect_is_in_the_outcomes_unit_with_the_ratio_in_its_notes(fit):
    effect = fit.effect("scanner")
    assert effect.estimand == "average effect of scanner"
    assert (effect.point, effect.std_error) == pytest.approx((1.5, 0.6))
    assert effect.notes == ("scanner: 25% higher (rate ratio 1.25, 95% CI 1.003 to 1.558).",)


def test_tidy_rows_hold_logarithms_ratios_and_effects(fit):
    rows = fit.to_frame(0.9)
    assert rows["term"].tolist() == ["scanner", "traffic"]
    for i, name in enumerate(fit.terms):
        plain = fit.term(name).to_frame(0.9).iloc[0, 1:]
        assert rows.loc[i, plain.index].tolist() == pytest.approx(plain.tolist())
        assert rows.loc[i, "ratio"] == pytest.approx(fit.ratio(name).ratio)
        limits = rows.loc[i, ["ratio_low", "ratio_high"]].tolist()
        assert limits == pytest.approx(list(fit.ratio(name).interval(0.9)))
        assert rows.loc[i, "effect_std_error"] == pytest.approx(fit.effect(name).std_error)


def test_an_unknown_term_is_refused_naming_the_known(fit):
    for ask in (fit.term, fit.ratio, fit.effect):
        with pytest.raises(OptionError, match="'scanner', 'traffic'"):
            ask("scaner")


def test_it_reads_as_a_sentence(fit):
    assert str(fit) == (
        "Poisson (effects of units): scanner 25% higher (rate ratio 1.25, 95% CI 1.003 to 1.558); "
        "traffic 10% lower (rate ratio 0.9, 95% CI 0.8062 to 1.005); "
        "419 rows, 45 units in 12 clusters."
    )


def test_odds_ratios_come_with_a_caution(fit):
    odds = replace(fit, kind="odds ratio", model="conditional logit", average_effects=None)
    assert str(odds).endswith("12 clusters. Odds ratios are no ratios of shares.")
    assert "effect" not in odds.to_frame()
    with pytest.raises(NoSharesError, match="no effects on shares"):
        odds.effect("scanner")
