import pytest

from evalcap.study.estimators import ESTIMATORS, columns_in, option_mistakes


def _mistakes(name, **options):
    return dict(option_mistakes(name, options))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("group_time", {}),
        ("group_time", {"method": "ipw", "covariates": ["rank"], "anticipation": 1}),
        ("two_period", {"before": 1975, "after": 1978, "covariates": []}),
        ("triple_difference", {"eligible": "young", "before": 1, "after": 2, "covariates": ["x"]}),
        ("group_time_triple_difference", {"eligible": "young", "comparison": "not_yet_treated"}),
        ("twfe", {"cluster": "region", "lags": 2}),
        ("twfe", {"cluster": ["region", "rank"]}),
        ("panel", {"regressors": ["grant"], "model": "two_way", "variance": "classical"}),
        ("instrumental", {"endogenous": "attended", "instruments": ["offer"], "cluster": "post"}),
        ("poisson", {"regressors": ["scanner"], "exposure": "documents"}),
        ("logit", {"regressors": ["scanner"], "model": "conditional"}),
        ("extended_poisson", {"exposure": "documents", "anticipation": 1}),
    ],
)
def test_options_that_an_estimator_takes_are_accepted(name, options):
    assert _mistakes(name, **options) == {}


def test_an_unknown_option_comes_with_the_nearest_or_with_all():
    assert "did you mean 'covariates'?" in _mistakes("twfe", covariate=[])["covariate"]
    assert "it takes covariates, variance, cluster, lags" in _mistakes("twfe", zzz=1)["zzz"]


def test_an_option_that_is_needed_is_missed():
    assert set(_mistakes("two_period")) == {"before", "after"}
    assert set(_mistakes("panel")) == {"regressors"}
    assert set(_mistakes("instrumental")) == {"endogenous", "instruments"}


@pytest.mark.parametrize(
    ("name", "option", "value", "said"),
    [
        ("group_time", "method", "dubly_robust", "did you mean 'doubly_robust'?"),
        ("group_time", "comparison", "never", "must be one of never_treated, not_yet_treated"),
        ("group_time", "covariates", "rank", "must be a list of columns, in square brackets"),
        ("group_time", "covariates", [1], "must be a list of columns"),
        ("group_time", "anticipation", "one", "must be a number (got 'one')"),
        ("group_time", "anticipation", True, "must be a number"),
        ("twfe", "lags", 1.5, "must be a number"),
        ("panel", "model", "fixed_efects", "did you mean 'fixed_effects'?"),
        ("poisson", "model", "random_effects", "must be one of fixed_effects, two_way, pooled"),
        ("poisson", "exposure", 3, "must be a column (got 3)"),
        ("extended_poisson", "cluster", ["a", "b"], "must be a column (got ['a', 'b'])"),
    ],
)
def test_a_value_that_an_option_does_not_take_is_said_before_anything_runs(
    name, option, value, said
):
    needed = {"regressors": ["x"]} if name in ("panel", "poisson") else {}
    assert said in _mistakes(name, **needed, **{option: value})[option]


def test_every_estimator_takes_its_options_by_name():
    for name in ESTIMATORS:
        assert next(iter(option_mistakes(name, {"panel": 1})))[0] == "panel"


def test_columns_are_those_of_covariates_regressors_and_clusters():
    assert columns_in({"covariates": ["a", "b"], "cluster": "c", "before": 1}) == ("a", "b", "c")
    assert columns_in({"regressors": ["a"], "cluster": None}) == ("a",)
    assert columns_in({"endogenous": "a", "instruments": ["b", "c"]}) == ("a", "b", "c")
    assert columns_in({"exposure": "a", "regressors": ["b"]}) == ("b", "a")
    assert columns_in({}) == ()
