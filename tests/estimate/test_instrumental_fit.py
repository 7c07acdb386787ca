from dataclasses import replace

import numpy as np
import pytest

from evalcap.errors.design import DesignError, OptionError
from evalcap.estimate import InstrumentalFit, WaldTest
from evalcap.estimate.instrumental_fit import FirstStage, set_words
from evalcap.kernels.anderson_rubin import AndersonRubin
from evalcap.kernels.distribution import Interval


def fit(strength: float = 0.5, effective_f: float = 83.3) -> InstrumentalFit:
    return InstrumentalFit(
        terms=("attended", "rank"),
        estimate=np.array([2.0, 0.1]),
        covariance=np.array([[0.09, 0.0], [0.0, 0.01]]),
        degrees_of_freedom=30,
        model="instrumental variables (effects of units)",
        n_obs=200,
        n_units=50,
        n_clusters=31,
        first_stage=FirstStage(
            ("offer",), np.array([strength]), np.array([0.055]), effective_f, 23.11, 0.21
        ),
        anderson_rubin=AndersonRubin(
            np.array([2 * strength]),
            np.array([strength]),
            np.array([[0.02, 0.004], [0.004, 0.003]]),
            30.0,
        ),
        overidentification=None,
        notes=("Redundant covariates left out: region.",),
    )


def test_the_robust_set_is_what_the_test_accepts():
    strong = fit()
    ((low, high),) = strong.robust_set(0.9)
    assert strong.anderson_rubin.p_value(low) == pytest.approx(0.1)
    assert strong.anderson_rubin.p_value(high) == pytest.approx(0.1)
    assert strong.robust_interval(0.9) == (low, high)


def test_the_robust_interval_of_two_rays_has_no_limits_and_of_nothing_is_missing():
    rays = AndersonRubin(np.array([0.9]), np.array([0.05]), np.diag([0.02, 0.01]), 30.0)
    weak = replace(fit(), anderson_rubin=rays)
    assert len(weak.robust_set()) == 2
    assert weak.robust_interval() == (-np.inf, np.inf)
    torn = AndersonRubin(np.array([1.0, -1.0]), np.ones(2), np.eye(4) * 1e-4, 30.0)
    assert np.isnan(replace(fit(), anderson_rubin=torn).robust_interval()).all()


def test_only_the_instrumented_term_carries_the_robust_set():
    strong = fit()
    assert strong.term("rank").notes == strong.notes
    *_, note = strong.term("attended").notes
    assert "Anderson-Rubin 95% set holds" in note
    assert set_words(strong.robust_set()) in note


def test_weak_instruments_are_said_to_be_so():
    weak = fit(0.09, effective_f=2.7)
    assert weak.first_stage.is_weak
    assert "read this set, not the conventional interval" in weak.term("attended").notes[-1]
    assert "weak; 23.11 is needed" in str(weak)
    assert not fit().first_stage.is_weak


def test_what_instruments_disagree_on_is_said():
    test = WaldTest("The instruments agree on the effect (Hansen's J)", 4.0, 1, 31)
    told = replace(fit(), overidentification=test).term("attended").notes[-1]
    assert told == "The instruments agree on the effect (Hansen's J): chi2(1) = 4, p = 0.0455."


def test_tidy_rows_hold_both_intervals():
    rows = fit().to_frame()
    assert rows["term"].tolist() == ["attended", "rank"]
    low, high = fit().term("attended").interval()
    assert rows.loc[0, ["conf_low", "conf_high"]].tolist() == pytest.approx([low, high])
    robust = rows[["robust_low", "robust_high"]].to_numpy()
    assert robust[0] == pytest.approx(list(fit().robust_interval()))
    assert np.isnan(robust[1]).all()


def test_an_unknown_term_and_a_level_in_per_cent_are_refused():
    with pytest.raises(OptionError, match="'attended', 'rank'"):
        fit().term("attend")
    with pytest.raises(DesignError, match="level=95"):
        fit().robust_set(95)


def test_it_reads_as_a_sentence():
    strong = fit()
    low, high = strong.robust_interval()
    assert str(strong) == (
        f"attended 2 (95% CI 1.387 to 2.613; Anderson-Rubin set: {low:.4g} to {high:.4g}), "
        "instrumented by offer: effective F 83.3 (strong; 23.11 is needed), explaining 21.0% of "
        "what varies; 200 rows, 50 units"
    )


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ([(0.2, 1.5)], "0.2 to 1.5"),
        ([(-np.inf, -1.0), (2.0, np.inf)], "all up to -1 or all from 2 on"),
        ([(-np.inf, np.inf)], "every effect"),
        ([], "no effect: the instruments contradict each other"),
    ],
)
def test_sets_in_words(accepted, words):
    assert set_words([Interval(*limits) for limits in accepted]) == words
