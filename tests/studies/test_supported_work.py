"""Numbers of R's DRDID on the same files; the difference in means is arithmetic."""

import pytest

RELATIVE = 1e-6


@pytest.mark.parametrize(
    ("key", "point", "std_error"),
    [
        ("earnings/unadjusted", 3621.232061, 609.830143),
        ("earnings/doubly_robust", 1865.642285, 644.907467),
        ("earnings/ipw", 1818.574039, 646.421574),
        ("earnings/regression", 1415.781491, 630.089472),
        ("earnings/experimental", 1529.196083, 713.347171),
    ],
)
def test_estimates_equal_the_reference(supported_work, key, point, std_error):
    estimate = supported_work.estimate(key)
    assert estimate.point == pytest.approx(point, rel=RELATIVE)
    assert estimate.std_error == pytest.approx(std_error, rel=RELATIVE)


def test_the_headline_is_the_doubly_robust_estimate(supported_work):
    assert [e.key for e in supported_work.headlines()] == ["earnings/doubly_robust"]
    assert supported_work.paths == ()


@pytest.mark.parametrize("analysis", ["doubly_robust", "ipw", "regression", "unadjusted"])
def test_trainees_are_set_beside_the_survey_and_the_lottery_s_controls_counted(
    supported_work, analysis
):
    estimate = supported_work.estimate(f"earnings/{analysis}")
    assert (estimate.n_units, estimate.n_obs) == (185 + 15_992, 2 * (185 + 15_992))
    assert estimate.excluded == {"rows outside sample: trainee, cps": 2 * 260}


def test_the_benchmark_sets_the_same_trainees_beside_those_the_lottery_left_out(supported_work):
    estimate = supported_work.estimate("earnings/experimental")
    assert (estimate.n_units, estimate.n_obs) == (185 + 260, 2 * (185 + 260))
    assert estimate.excluded == {"rows outside sample: trainee, randomised": 2 * 15_992}


def test_the_design_counts_everybody(supported_work):
    design = supported_work.design
    assert (design.n_units, design.n_treated_units) == (185 + 15_992 + 260, 185)
    assert design.periods == ("1975", "1978")


def test_means_of_the_trainees_are_those_of_the_published_sample(supported_work):
    means = {(t.arm, t.label): t.mean for t in supported_work.trends}
    # Dehejia and Wahba (1999), table 1: earnings of trainees in 1975, and 6,349 dollars in 1978.
    assert means["treated", "1975"] == pytest.approx(1532, abs=1)
    assert means["treated", "1978"] == pytest.approx(6349, abs=1)


def test_public_data_are_a_benchmark_and_nothing_departs_from_the_plan(supported_work):
    assert supported_work.subject.role == "benchmark"
    assert supported_work.deviations == ()
