"""Few-cluster inference against R's fwildclusterboot and clubSandwich."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from evalcap.inference.cluster_robust import cluster_robust
from evalcap.inference.wild_bootstrap import wild_bootstrap
from evalcap.inference.wild_bootstrap_result import WildBootstrap

HERE = Path(__file__).parent
REFERENCE = json.loads((HERE / "reference.json").read_text())["golden"]
REGRESSORS = ["prior", "treated", "post", "effect"]
BOOTSTRAPS = {
    "rademacher/impose_null=TRUE": {},
    "rademacher/impose_null=FALSE": {"impose_null": False},
    "rademacher/prior": {"parameter": "prior"},
    "webb": {"weights": "webb", "draws": 99_999},
}


@pytest.fixture(scope="module")
def trainees() -> pd.DataFrame:
    frame = pd.read_csv(HERE / "data" / "few_clusters.csv")
    return frame.assign(effect=frame["treated"] * frame["post"])


def bootstrap(frame: pd.DataFrame, name: str) -> WildBootstrap:
    options = {"parameter": "effect"} | BOOTSTRAPS[name]
    return wild_bootstrap(
        frame, outcome="score", regressors=REGRESSORS, cluster="centre", **options
    )


def test_every_bootstrap_of_the_reference_is_held():
    entries = {key for key in REFERENCE if key.startswith("wild_bootstrap/")}
    assert entries == {f"wild_bootstrap/{name}" for name in BOOTSTRAPS}


@pytest.mark.parametrize("name", BOOTSTRAPS)
def test_statistic_and_estimate_are_those_of_boottest(trainees, name):
    found, value = bootstrap(trainees, name), REFERENCE[f"wild_bootstrap/{name}"]["value"]
    assert found.statistic == pytest.approx(value["t_stat"], rel=1e-8)
    assert found.point == pytest.approx(value["point_estimate"], rel=1e-8)
    assert (found.draws, found.n_clusters) == (value["draws"], value["n_clusters"])


@pytest.mark.parametrize("name", [name for name in BOOTSTRAPS if name != "webb"])
def test_enumerated_p_values_are_those_of_boottest_up_to_ties(trainees, name):
    value = REFERENCE[f"wild_bootstrap/{name}"]["value"]
    assert bootstrap(trainees, name).p_value == pytest.approx(value["p_val"], abs=2 / 512)


@pytest.mark.parametrize("name", [name for name in BOOTSTRAPS if name != "webb"])
def test_enumerated_intervals_are_those_of_boottest(trainees, name):
    # boottest stops its search for a limit after ten steps, short of the jump that we find.
    low, high = REFERENCE[f"wild_bootstrap/{name}"]["value"]["conf_int"]
    limits = bootstrap(trainees, name).interval()
    assert limits == pytest.approx((low, high), abs=5e-4 * (high - low))


def test_webb_agrees_within_monte_carlo_error(trainees):
    found, value = bootstrap(trainees, "webb"), REFERENCE["wild_bootstrap/webb"]["value"]
    error = np.sqrt(2 * value["p_val"] * (1 - value["p_val"]) / found.draws)  # both are random
    assert found.p_value == pytest.approx(value["p_val"], abs=4 * error)
    at_limit = np.sqrt(2 * 0.05 * 0.95 / found.draws)
    for limit in value["conf_int"]:
        assert found.p_value_of(limit) == pytest.approx(0.05, abs=4 * at_limit)


@pytest.mark.parametrize("kind", ["CR0", "CR1", "CR1S", "CR2", "CR3"])
def test_cluster_robust_errors_are_those_of_clubsandwich(trainees, kind):
    value = REFERENCE["cluster_robust/few_clusters"]["value"][kind]
    found = cluster_robust(
        trainees, outcome="score", regressors=REGRESSORS, cluster="centre", kind=kind
    )
    assert found["term"].tolist() == value["names"]
    columns = {"estimate": "beta", "std_error": "se", "degrees_of_freedom": "df", "p_value": "p"}
    for ours, theirs in columns.items():
        np.testing.assert_allclose(found[ours], value[theirs], rtol=1e-8, err_msg=ours)
