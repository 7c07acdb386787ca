import numpy as np
import pytest

from evalcap.errors.balanced import ResamplingError
from evalcap.estimators.synthetic import estimate_synthetic
from evalcap.estimators.synthetic import inference as inference_module


def changes(frame, start):
    """Mean outcome after less mean before, by unit."""
    after = frame["month"] >= start
    by = frame.groupby(["post", after])["score"].mean().unstack()
    return (by[True] - by[False]).to_numpy()


def test_all_placebos_give_the_spread_of_sampling_without_replacement(make_frame, as_panel):
    # Two of six comparison units against the other four: variance S^2 (1/2 + 1/4).
    frame = make_frame({0: 4, 1: 4}, n_units=8)
    estimate = estimate_synthetic(as_panel(frame), method="did")
    variance = changes(frame, 4)[2:].var(ddof=1)
    assert estimate.std_error == pytest.approx(np.sqrt(variance * (1 / 2 + 1 / 4)))
    assert estimate.estimator.endswith("15 placebos")


def test_placebos_are_drawn_when_there_are_too_many(make_frame, as_panel):
    frame = make_frame({0: 4, 1: 4}, n_units=30)
    estimate = estimate_synthetic(as_panel(frame), method="did", draws=300)
    variance = changes(frame, 4)[2:].var(ddof=1)
    assert estimate.estimator.endswith("300 placebos")
    # Four Monte Carlo errors of 1 / sqrt(2 x 300).
    assert estimate.std_error == pytest.approx(np.sqrt(variance * (1 / 2 + 1 / 26)), rel=0.16)


def test_placebos_do_not_see_the_treated_units(make_frame, as_panel):
    small, large = (
        estimate_synthetic(as_panel(make_frame({0: 4, 1: 4}, effect=e)), method="did")
        for e in (0.0, 50.0)
    )
    assert small.std_error == pytest.approx(large.std_error)


def test_placebos_keep_the_sizes_and_times_of_the_cohorts(make_panel, monkeypatch):
    seen = []

    def record(_design, _recipe, _fits, draws):
        seen.append(draws)
        return np.arange(len(draws.role), dtype=float)

    monkeypatch.setattr(inference_module, "drawn_effects", record)
    estimate_synthetic(make_panel({0: 4, 1: 4, 2: 6}), draws=50)
    (draws,) = seen
    counts = [(draws.role[d, 3:] == place).sum() for d in range(50) for place in (1, 2)]
    assert counts == [2, 1] * 50
    assert (draws.copies[:, :3] == 0).all()
    assert (draws.copies[:, 3:] == 1).all()


def test_the_jackknife_is_that_over_estimates_without_each_unit(make_frame, as_panel):
    # Equal weights stay equal when one unit leaves, so that each estimate can be made anew.
    frame = make_frame({0: 4, 1: 4, 2: 6, 3: 6})
    whole = estimate_synthetic(as_panel(frame), method="did", inference="jackknife")
    without = [
        estimate_synthetic(as_panel(frame[frame["post"] != u]), method="did", inference=None).point
        for u in range(12)
    ]
    assert whole.std_error == pytest.approx(np.sqrt(11 / 12 * 12 * np.var(without)))


def test_the_bootstrap_tends_to_the_error_of_two_means(make_frame, as_panel):
    frame = make_frame(dict.fromkeys(range(40), 4), n_units=100)
    estimate = estimate_synthetic(as_panel(frame), method="did", inference="bootstrap", draws=400)
    change = changes(frame, 4)
    expected = np.sqrt(change[:40].var() / 40 + change[40:].var() / 60)
    # Four Monte Carlo errors of 1 / sqrt(2 x 400).
    assert estimate.std_error == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize("inference", ["placebo", "bootstrap"])
def test_the_seed_decides_the_draws(make_panel, inference):
    panel = make_panel(dict.fromkeys(range(4), 4), n_units=20)

    def error(seed):
        options = {"method": "did", "inference": inference, "draws": 20, "seed": seed}
        return estimate_synthetic(panel, **options).std_error

    assert error(1) == error(1) != error(2)


@pytest.mark.parametrize("inference", ["placebo", "jackknife", "bootstrap"])
def test_batches_do_not_change_the_error(make_panel, monkeypatch, inference):
    panel = make_panel({0: 4, 1: 4, 2: 6, 3: 6})

    def error():
        return estimate_synthetic(panel, inference=inference, draws=8).std_error

    together = error()
    monkeypatch.setattr(inference_module, "_BATCH", 3 * 12 * 12)
    assert error() == pytest.approx(together, rel=1e-9)


def test_as_many_treated_as_comparison_units_refuse_placebos(make_panel):
    panel = make_panel(dict.fromkeys(range(6), 4))
    with pytest.raises(ResamplingError, match="'jackknife' or 'bootstrap'") as error:
        estimate_synthetic(panel)
    assert "6 comparison units cannot lend 6 placebo units" in error.value.wrong


@pytest.mark.parametrize("inference", ["jackknife", "bootstrap"])
def test_one_treated_unit_leaves_placebos_only(make_panel, inference):
    with pytest.raises(ResamplingError, match=r"Use inference='placebo'\.") as error:
        estimate_synthetic(make_panel({0: 4}), inference=inference)
    assert "one unit is treated" in error.value.wrong


def test_a_cohort_of_one_refuses_the_jackknife_by_name(make_panel):
    with pytest.raises(ResamplingError, match="one unit is treated from 6"):
        estimate_synthetic(make_panel({0: 4, 1: 4, 2: 6}), inference="jackknife")


def test_one_comparison_unit_with_all_the_weight_refuses_the_jackknife(make_panel):
    panel = make_panel({0: 4, 1: 4}, n_units=3)
    with pytest.raises(
        ResamplingError, match="one comparison unit carries all the weight"
    ) as error:
        estimate_synthetic(panel, method="did", inference="jackknife")
    assert error.value.do == "Use inference='bootstrap'."


def test_no_inference_at_all_works_with_two_units(make_panel):
    panel = make_panel({0: 4}, n_units=2)
    with pytest.raises(ResamplingError, match="inference=None"):
        estimate_synthetic(panel, method="did")
    assert np.isfinite(estimate_synthetic(panel, method="did", inference=None).point)
