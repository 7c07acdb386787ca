import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.inference import TooFewRowsError
from evalcap.errors.instruments import TooManyInstrumentsError
from evalcap.estimators.instrumental_sample import Roles, draw_instrumental_sample
from evalcap.estimators.instrumental_variance import Uncertainty
from evalcap.kernels.instruments import reduce


def draw(n_posts: int = 10, n_years: int = 4):
    rng = np.random.default_rng(12)
    frame = pd.DataFrame(
        [(u, t) for u in range(n_posts) for t in range(n_years)], columns=["post", "year"]
    )
    for name in ("attended", "z1", "z2", "score"):
        frame[name] = rng.normal(size=len(frame))
    frame["region"], frame["start"] = frame["post"] % 5, np.nan
    roles = {"unit": "post", "time": "year", "outcome": "score", "treated_from": "start"}
    panel = Panel.from_frame(frame, cluster="region", **roles)
    return panel, draw_instrumental_sample(panel, Roles.of("attended", ["z1", "z2"], ()), "two_way")


def test_effects_within_clusters_cost_no_parameter():
    panel, sample = draw()
    clustered = Uncertainty.of(panel, sample, "clustered", None)
    # Ten posts lie within regions; of four years one is taken by the constant.
    assert (clustered.n_absorbed, clustered.degrees_of_freedom, clustered.n_clusters) == (4, 4, 5)
    robust = Uncertainty.of(panel, sample, "robust", None)
    assert (robust.n_absorbed, robust.degrees_of_freedom, robust.n_clusters) == (13, 40 - 14, 10)


def test_joint_errors_of_both_reductions_are_those_of_each_alone():
    panel, sample = draw()
    parts = sample.outcome, sample.endogenous, sample.instruments
    swapped = sample.endogenous, sample.outcome, sample.instruments
    for variance in ("classical", "robust", "clustered"):
        how = Uncertainty.of(panel, sample, variance, None)
        joint, other = how.joint(reduce(*parts), 0), how.joint(reduce(*swapped), 0)
        np.testing.assert_allclose(joint[:2, :2], other[2:, 2:])
        np.testing.assert_allclose(joint[:2, 2:], other[2:, :2])
        assert np.linalg.eigvalsh(joint)[0] > 0


def test_classical_errors_divide_by_what_parameters_leave():
    panel, sample = draw()
    reduced = reduce(sample.outcome, sample.endogenous, sample.instruments)
    joint = Uncertainty.of(panel, sample, "classical", None).joint(reduced, 0)
    own = reduced.residual[:, 1] @ reduced.residual[:, 1] / (40 - 13 - 2)
    np.testing.assert_allclose(joint[2:, 2:], own * np.linalg.inv(reduced.gram))


def test_moments_vary_by_row_cluster_or_equally():
    panel, sample = draw()
    z, e = sample.instruments, sample.outcome
    of = {
        v: Uncertainty.of(panel, sample, v, None).moments(z, e)
        for v in ("classical", "robust", "clustered")
    }
    np.testing.assert_allclose(of["classical"], z.T @ z * (e @ e / 40))
    np.testing.assert_allclose(of["robust"], (z * e[:, None]).T @ (z * e[:, None]))
    region = panel.cluster[panel.unit[sample.row]]
    sums = np.array([(z * e[:, None])[region == g].sum(axis=0) for g in range(5)])
    np.testing.assert_allclose(of["clustered"], sums.T @ sums)


def test_as_many_instruments_as_clusters_are_refused():
    panel, sample = draw(n_posts=2)
    with pytest.raises(TooManyInstrumentsError, match="2 instruments came with 2 clusters"):
        Uncertainty.of(panel, sample, "clustered", None)


def test_no_more_rows_than_parameters_are_refused():
    # Effects count 2 + 4 - 1 and 2 + 3 - 1, and each instrument counts one.
    panel, sample = draw(n_posts=2)
    assert Uncertainty.of(panel, sample, "robust", None).degrees_of_freedom == 8 - 5 - 1
    panel, sample = draw(n_posts=2, n_years=3)
    with pytest.raises(TooFewRowsError):
        Uncertainty.of(panel, sample, "robust", None)
