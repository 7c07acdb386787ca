"""Poisson regressions and instrumental variables against pyfixest, which `make_counts.py` ran."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import InstrumentalFit, RatioFit
from evalcap.estimators.instrumental import estimate_instrumental
from evalcap.estimators.poisson import estimate_poisson

HERE = Path(__file__).parent
REFERENCE: Mapping[str, Any] = json.loads((HERE / "pyfixest.json").read_text(encoding="utf-8"))
MODELS = {"post": "fixed_effects", "post + month": "two_way", "": "pooled"}


def counts(outcome: str, weight: str | None) -> Panel:
    frame = pd.read_csv(HERE / "data" / "counts.csv")
    roles = {"unit": "post", "time": "month", "treated_from": "start", "never": 0}
    return Panel.from_frame(frame, outcome=outcome, weight=weight, **roles)


def uncertainty(vcov: str | dict[str, str]) -> dict[str, Any]:
    if isinstance(vcov, str):
        return {"variance": {"hetero": "robust", "iid": "classical"}[vcov]}
    ways = vcov["CRV1"].split(" + ")
    return {"cluster": ways if len(ways) > 1 else ways[0]}


def fit(entry: Mapping[str, Any]) -> RatioFit | InstrumentalFit:
    parts = [part.strip() for part in entry["formula"].split("|")]
    outcome, regressors = (side.strip() for side in parts[0].split("~"))
    names = [name for name in regressors.split(" + ") if name != "1"]
    panel = counts(outcome, entry["options"].get("weights"))
    how = uncertainty(entry["vcov"])
    if "~" not in parts[-1] or len(parts) == 1:
        model = MODELS[parts[1] if len(parts) > 1 else ""]
        exposure = "documents" if "offset" in entry["options"] else None
        return estimate_poisson(panel, regressors=names, model=model, exposure=exposure, **how)
    endogenous, instruments = (side.strip() for side in parts[-1].split("~"))
    return estimate_instrumental(
        panel,
        endogenous=endogenous,
        instruments=instruments.split(" + "),
        covariates=names,
        model=MODELS[parts[1] if len(parts) == 3 else ""],
        **how,
    )


@pytest.mark.parametrize("name", REFERENCE)
def test_coefficients_errors_and_strength_are_those_of_pyfixest(name):
    entry = REFERENCE[name]
    ours = fit(entry)
    for term in ours.terms:
        estimate = ours.term(term)
        assert estimate.point == pytest.approx(entry["estimate"][term], rel=1e-8)
        assert estimate.std_error == pytest.approx(entry["std_error"][term], rel=1e-8)
    assert ours.n_obs == entry["n_obs"]
    if "effective_f" in entry:
        assert ours.first_stage.effective_f == pytest.approx(entry["effective_f"], rel=1e-8)
