"""Make a simulated panel of counts, and the numbers that pyfixest gives on it.

The panel is drawn from one seeded generator and written with 17 significant digits; nobody and no
post in it is real. The reference numbers need pyfixest 0.60, which nothing else here needs:

    uv run --no-project --with pyfixest==0.60.0 python tests/golden/make_counts.py

Poisson fits iterate to 1e-15 and fixed effects to 1e-12, so that eight digits are those of the
method. Each entry of `pyfixest.json` holds the formula and options it was computed with.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
POSTS, MONTHS = 48, 10


def counts() -> pd.DataFrame:
    """Forged documents found at 48 border posts over 10 months, scanners from month 5, 7 or never.

    A scanner raises the rate of detection by a third. Officers who are offered a course more
    often attend it; attending goes with unseen diligence, so that its effect on the score needs
    the offer or the letter as an instrument. Three posts never find anything, some rows are
    missing, and twelve regions are the clusters.
    """
    rng = np.random.default_rng(20240307)
    post, month = (code.ravel() for code in np.indices((POSTS, MONTHS)))
    month = month + 1
    start = np.array([5, 7, 0, 0])[np.arange(POSTS) % 4]
    scanner = ((start[post] > 0) & (month >= start[post])).astype(int)
    traffic, n = rng.normal(size=POSTS * MONTHS), POSTS * MONTHS
    documents = rng.integers(40, 400, size=n)
    level = rng.normal(-4.4, 0.7, size=POSTS)
    level[[11, 23, 47]] = -np.inf
    shared = rng.normal(0, 0.2, size=(12, MONTHS + 1))[post % 12, month]
    mean = documents * np.exp(
        level[post] + 0.03 * month + np.log(4 / 3) * scanner + 0.15 * traffic + shared
    )
    found = rng.poisson(mean * rng.gamma(4, 0.25, size=n))
    offer, letter = rng.integers(0, 2, size=n), rng.normal(size=n)
    diligence = rng.normal(size=n) + 0.5 * level[post].clip(-6)
    drive = 0.35 * offer + 0.12 * letter + 0.3 * diligence + 0.1 * traffic + rng.normal(size=n)
    attended = drive.round(6)
    score = attended + 0.8 * diligence + 0.4 * traffic + rng.normal(size=n)
    frame = pd.DataFrame(
        {
            "post": post + 1,
            "month": month,
            "start": start[post],
            "region": post % 12 + 1,
            "weight": 1 + post % 5 / 4,
            "scanner": scanner,
            "traffic": traffic,
            "documents": documents,
            "found": found,
            "offer": offer,
            "letter": letter,
            "attended": attended,
            "score": score,
        }
    )
    i = np.arange(n)
    return frame[(i % 23 != 5) & (i % 37 != 0)].reset_index(drop=True)


POISSON = {
    "unit": ("found ~ scanner + traffic | post", {"CRV1": "post"}, {}),
    "unit by region": ("found ~ scanner + traffic | post", {"CRV1": "region"}, {}),
    "two-way": ("found ~ scanner + traffic | post + month", {"CRV1": "region"}, {}),
    "two-way robust": ("found ~ scanner + traffic | post + month", "hetero", {}),
    "two-way two clusters": (
        "found ~ scanner + traffic | post + month",
        {"CRV1": "region + month"},
        {},
    ),
    "rate": (
        "found ~ scanner + traffic | post + month",
        {"CRV1": "region"},
        {"offset": "log_documents"},
    ),
    "weighted": (
        "found ~ scanner + traffic | post + month",
        {"CRV1": "region"},
        {"weights": "weight"},
    ),
    "pooled": ("found ~ scanner + traffic", {"CRV1": "region"}, {}),
}
INSTRUMENTAL = {
    "unit": ("score ~ traffic | post | attended ~ offer", {"CRV1": "region"}, {}),
    "two-way": ("score ~ traffic | post + month | attended ~ offer", {"CRV1": "region"}, {}),
    "two-way robust": ("score ~ traffic | post + month | attended ~ offer", "hetero", {}),
    "two-way classical": ("score ~ traffic | post + month | attended ~ offer", "iid", {}),
    "two instruments": (
        "score ~ 1 | post + month | attended ~ offer + letter",
        {"CRV1": "region"},
        {},
    ),
    "two instruments robust": ("score ~ 1 | post | attended ~ offer + letter", "hetero", {}),
    "weighted": (
        "score ~ traffic | post + month | attended ~ offer",
        {"CRV1": "post"},
        {"weights": "weight"},
    ),
    "pooled": ("score ~ traffic | attended ~ offer", {"CRV1": "region"}, {}),
}


def reference(frame: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Fit every entry by pyfixest."""
    import pyfixest as pf  # noqa: PLC0415 - only this needs it

    frame = frame.assign(log_documents=np.log(frame["documents"]))
    exact = {"demeaner": pf.MapDemeaner(fixef_tol=1e-12, fixef_maxiter=100_000)}
    entries: dict[str, dict[str, object]] = {}
    for name, (formula, vcov, options) in POISSON.items():
        until = {"iwls_tol": 1e-15, "iwls_maxiter": 200}
        fit = pf.fepois(formula, frame, vcov=vcov, **until, **options, **exact)
        entries[f"poisson {name}"] = entry(fit, formula, vcov, options)
    for name, (formula, vcov, options) in INSTRUMENTAL.items():
        fit = pf.feols(formula, frame, vcov=vcov, **options, **exact)
        fit.IV_Diag()
        own = {"effective_f": float(fit._eff_F)} if vcov != "iid" else {}
        entries[f"instrumental {name}"] = entry(fit, formula, vcov, options) | own
    return entries


def entry(fit, formula: str, vcov: object, options: dict[str, str]) -> dict[str, object]:
    """Keep what a fit found and how it was asked."""
    return {
        "formula": formula,
        "vcov": vcov,
        "options": options,
        "estimate": {name: float(value) for name, value in fit.coef().items()},
        "std_error": {name: float(value) for name, value in fit.se().items()},
        "n_obs": int(fit._N),
    }


if __name__ == "__main__":
    panel = counts()
    panel.to_csv(HERE / "data" / "counts.csv", index=False, float_format="%.17g")
    found = json.dumps(reference(panel), indent=1)
    (HERE / "pyfixest.json").write_text(found + "\n", encoding="utf-8")
