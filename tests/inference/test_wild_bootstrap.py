import numpy as np
import pandas as pd
import pytest

from evalcap.errors.design import CollinearTermsError, DesignError, OptionError
from evalcap.errors.inference import PerfectFitError, TooFewRowsError
from evalcap.inference.wild_bootstrap import wild_bootstrap

ROLES = {"outcome": "y", "regressors": ["x", "d"], "parameter": "d", "cluster": "c"}


def courses(n_clusters: int = 8, rows: int = 12, seed: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    n = n_clusters * rows
    cluster = np.repeat(np.arange(n_clusters), rows)
    frame = pd.DataFrame({"c": cluster, "t": np.arange(n) % 4, "x": rng.normal(size=n)})
    frame["d"] = ((cluster % 2 == 0) & (frame["t"] >= 2)).astype(float)
    frame["y"] = 0.8 * frame["d"] + frame["x"] + rng.normal(size=n_clusters)[cluster]
    frame["y"] += rng.normal(size=n)
    return frame


@pytest.fixture
def frame() -> pd.DataFrame:
    return courses()


def facts(test):
    return [test.point, test.statistic, test.p_value, *test.interval()]


@pytest.mark.parametrize("ways", [["c"], ["t"], ["c", "t"]])
def test_absorbed_effects_are_dummies(frame, ways):
    dummies = pd.get_dummies(frame[ways].astype("category"), drop_first=True, dtype=float)
    both = pd.concat([frame, dummies], axis=1)
    absorbed = wild_bootstrap(frame, **ROLES, fixed_effects=ways)
    spelt = wild_bootstrap(both, **ROLES | {"regressors": ["x", "d", *dummies]})
    assert facts(absorbed) == pytest.approx(facts(spelt), rel=1e-8)


def test_one_way_of_effects_can_be_named_without_a_list(frame):
    once, listed = (wild_bootstrap(frame, **ROLES, fixed_effects=f) for f in ("t", ["t"]))
    assert facts(once) == facts(listed)


@pytest.mark.parametrize("impose_null", [True, False])
@pytest.mark.parametrize("options", [{}, {"weights": "webb"}, {"weights": "mammen"}])
def test_the_interval_holds_what_the_test_does_not_reject(frame, options, impose_null):
    test = wild_bootstrap(frame, **ROLES, **options, impose_null=impose_null)
    low, high = test.interval(0.9)
    inside, outside = 1e-6 * (high - low) * np.array([1, -1])
    for step, rejected in ((inside, False), (outside, True)):
        assert (test.p_value_of(low + step) <= 0.1) is rejected
        assert (test.p_value_of(high - step) <= 0.1) is rejected
    assert low < test.point < high


def test_without_the_null_imposed_the_interval_is_symmetric(frame):
    test = wild_bootstrap(frame, **ROLES, impose_null=False)
    assert np.mean(test.interval()) == pytest.approx(test.point)


def test_signs_are_enumerated_when_no_more_than_the_draws(frame):
    every, drawn = (wild_bootstrap(frame, **ROLES, draws=d) for d in (256, 255))
    assert (every.draws, every.is_enumerated) == (256, True)
    assert (drawn.draws, drawn.is_enumerated) == (255, False)


def test_random_draws_agree_with_all_patterns_within_monte_carlo_error(frame):
    every = wild_bootstrap(frame, **ROLES)
    drawn = wild_bootstrap(pd.concat([frame] * 1), **ROLES, draws=255, seed=9)
    error = np.sqrt(every.p_value * (1 - every.p_value) / 255)
    assert drawn.p_value == pytest.approx(every.p_value, abs=4 * error)


def test_the_seed_decides_the_draws():
    many = courses(n_clusters=20)
    first, again, other = (wild_bootstrap(many, **ROLES, seed=s) for s in (1, 1, 2))
    assert facts(first) == facts(again)
    assert first.p_value != other.p_value


def test_shuffled_rows_and_other_labels_give_the_same_numbers(frame):
    names = {c: f"centre {c}" for c in range(8)}
    other = frame.assign(c=frame["c"].map(names).astype("category")).sample(frac=1, random_state=1)
    plain, moved = wild_bootstrap(frame, **ROLES), wild_bootstrap(other, **ROLES)
    assert facts(moved) == pytest.approx(facts(plain), rel=1e-8)


@pytest.mark.parametrize("dtype", ["Float64", "float64[pyarrow]"])
def test_nullable_columns_are_read_as_numbers(frame, dtype):
    other = frame.astype({"y": dtype, "x": dtype, "d": dtype})
    other.loc[3, "x"] = None
    plain = wild_bootstrap(frame.drop(index=3), **ROLES)
    found = wild_bootstrap(other, **ROLES)
    assert facts(found) == pytest.approx(facts(plain), rel=1e-8)
    assert found.excluded == {"rows without regressor": 1}


def test_units_of_measure_scale_the_estimate_alone(frame):
    plain = wild_bootstrap(frame, **ROLES)
    scaled = wild_bootstrap(frame.assign(y=frame["y"] * 1e5 + 7e7, d=frame["d"] * 10), **ROLES)
    assert scaled.p_value == plain.p_value
    assert scaled.interval() == pytest.approx([1e4 * v for v in plain.interval()], rel=1e-6)


def test_an_effect_added_to_the_outcome_moves_estimate_and_interval(frame):
    plain = wild_bootstrap(frame, **ROLES)
    moved = wild_bootstrap(frame.assign(y=frame["y"] + 2 * frame["d"]), **ROLES)
    assert moved.point == pytest.approx(plain.point + 2)
    assert moved.interval() == pytest.approx([v + 2 for v in plain.interval()])
    assert moved.p_value_of(2.0) == plain.p_value


def test_redundant_regressors_are_left_out_by_name(frame):
    more = frame.assign(twice=2 * frame["x"], one=1.0)
    found = wild_bootstrap(more, **ROLES | {"regressors": ["x", "twice", "d", "one"]})
    assert facts(found) == pytest.approx(facts(wild_bootstrap(frame, **ROLES)), rel=1e-8)
    assert found.notes == ("Redundant regressors left out: twice, one.",)


def test_a_parameter_that_others_determine_is_refused(frame):
    with pytest.raises(CollinearTermsError, match="'d'"):
        wild_bootstrap(frame.assign(x=1 - frame["d"]), **ROLES)
    with pytest.raises(CollinearTermsError, match="'d'"):
        wild_bootstrap(frame.assign(d=frame["c"] > 3), **ROLES, fixed_effects="c")


def test_too_few_sign_patterns_are_told():
    few = wild_bootstrap(courses(n_clusters=4), **ROLES)
    assert few.notes == (
        "4 clusters have only 8 sign patterns that differ: weights='webb' gives a finer p-value.",
    )
    assert wild_bootstrap(courses(n_clusters=4), **ROLES, weights="webb").notes == ()


def test_a_p_value_of_zero_is_less_than_one_in_the_draws(frame):
    clear = frame.assign(y=frame["y"] + 100 * frame["d"])
    every = wild_bootstrap(clear, **ROLES)
    assert every.p_value == 0
    assert "p < 1/256" in str(every)
    assert "p < 1/99" in str(wild_bootstrap(clear, **ROLES, weights="webb", draws=99))


def test_it_reads_as_a_sentence_and_as_a_row(frame):
    test = wild_bootstrap(frame, **ROLES)
    low, high = test.interval()
    assert str(test) == (
        f"d {test.point:.4g} (95% CI {low:.4g} to {high:.4g}, p = {test.p_value:.3g}; wild "
        "bootstrap of 8 clusters, all 256 sign patterns)"
    )
    row = test.to_frame()
    assert row.columns.tolist() == [
        "term", "estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high",
    ]  # fmt: skip
    assert row.loc[0, ["conf_low", "conf_high"]].tolist() == [low, high]


def test_draws_give_the_p_value_again(frame):
    test = wild_bootstrap(frame, **ROLES)
    beyond = np.abs(test.bootstrap) > abs(test.statistic) * (1 + 1e-8)
    assert beyond.mean() == test.p_value


def test_an_outcome_that_regressors_make_up_is_refused(frame):
    with pytest.raises(PerfectFitError, match="'d'"):
        wild_bootstrap(frame.assign(y=frame["x"] + 2 * frame["d"]), **ROLES)
    with pytest.raises(PerfectFitError):
        wild_bootstrap(frame.assign(y=7.5), **ROLES)


def test_as_many_parameters_as_rows_are_refused(frame):
    with pytest.raises(TooFewRowsError, match="3 rows for 3"):
        wild_bootstrap(frame.iloc[[1, 14, 26]], **ROLES)


@pytest.mark.parametrize(
    ("wrong", "names"),
    [({"weights": "normal"}, "webb"), ({"parameter": "z"}, "'x'"), ({"draws": 0}, "1 or more")],
)
def test_options_say_what_they_take(frame, wrong, names):
    with pytest.raises(OptionError, match=names):
        wild_bootstrap(frame, **ROLES | wrong)


def test_a_level_is_a_share(frame):
    with pytest.raises(DesignError, match="confidence level"):
        wild_bootstrap(frame, **ROLES).interval(1.5)
