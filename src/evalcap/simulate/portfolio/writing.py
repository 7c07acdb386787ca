"""Write the folder of each simulated evaluation, as a specialist would."""

import json
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from string import Template

import pandas as pd

from evalcap.simulate.document_verification import simulate_document_verification
from evalcap.simulate.portfolio.series import SimulatedStudy, simulated_studies
from evalcap.simulate.reintegration import simulate_reintegration
from evalcap.simulate.simulated import Simulated
from evalcap.simulate.training import simulate_training

_DATA = "data.csv"


def write_portfolio(
    folder: Path, *, programmes: int = 10, cycles: int = 2, seed: int = 1
) -> tuple[Path, ...]:
    """Write simulated evaluations into a folder of studies, and give their folders.

    Parameters
    ----------
    folder
        The folder `studies` of a workspace; in folders of the same names files that differ are
        written anew.
    programmes
        Programmes of each of the three types.
    cycles
        Evaluations of each programme, one a year.
    seed
        Of everything that is drawn.
    """
    studies = simulated_studies(programmes=programmes, cycles=cycles, seed=seed)
    last = max((study.cycle for study in studies), default=0)
    return tuple(_write(folder / s.slug, s, is_last=s.cycle == last) for s in studies)


def _write(folder: Path, study: SimulatedStudy, *, is_last: bool) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _texts(study, is_last=is_last).items():
        file, content = folder / name, text.encode()
        # What is there already keeps its date: a build then knows that nothing has changed.
        if not (file.is_file() and file.read_bytes() == content):
            file.write_bytes(content)
    return folder


def _texts(study: SimulatedStudy, *, is_last: bool) -> dict[str, str]:
    """Give the files of a study by name."""
    drawn = _draw(study)
    frame: pd.DataFrame = drawn.frame.assign(country=study.country)
    data = frame.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")
    digest = sha256(data.encode()).hexdigest()
    facts = _facts(study, is_last=is_last) | {"sha256": digest}
    return {
        _DATA: data,
        "truth.json": json.dumps(drawn.truth.to_dict(), indent=1) + "\n",
        "study.toml": _template(study.programme).substitute(facts),
        "lessons.toml": _template(_lessons(study)).substitute(facts),
    }


def _draw(study: SimulatedStudy) -> Simulated:
    if study.programme == "training":
        return simulate_training(
            seed=study.seed, officers=160 * study.size, posts=40, countries=1, effect=study.effect
        )
    if study.programme == "document_verification":
        return simulate_document_verification(
            seed=study.seed,
            posts=40 * study.size,
            regions=40,
            countries=1,
            months=study.months,
            rollouts=2,
            effect=study.effect,
            first_month=f"{study.year}-01",
        )
    return simulate_reintegration(
        seed=study.seed,
        returnees=240 * study.size,
        communities=40,
        waves=3,
        countries=1,
        effect=study.effect,
    )


def _lessons(study: SimulatedStudy) -> str:
    return "lessons-effect" if study.effect else "lessons-open"


def _facts(study: SimulatedStudy, *, is_last: bool) -> dict[str, object]:
    """Give what the templates name; the latest cycle has answers that are still on their way."""
    number = f"{study.place:02}"
    return {
        "number": number,
        "country": study.country,
        "mode": study.mode,
        "start": date(study.year, 1, 1),
        "end": study.end,
        "year": study.year,
        "previous": study.previous,
        "due": date(study.year + 2, 3, 31),
        "response_due": date(study.year + 1, 9, 30),
        "status": "under_way" if is_last else "done",
        "status_date": date(study.year + 1, 6, 30),
        **_KEYS[study.programme],
    }


# What lessons cite and say, by type of programme.
_KEYS = {
    "training": {
        "evidence": "score/main",
        "what": "officers scored higher",
        "objective": 11,
        "action": "11(a)",
    },
    "document_verification": {
        "evidence": "detections/main",
        "what": "posts detected more fraudulent documents",
        "objective": 4,
        "action": "4(b)",
    },
    "reintegration": {
        "evidence": "economic_score/main",
        "what": "returnees fared better economically",
        "objective": 21,
        "action": "21(h)",
    },
}


def _template(name: str) -> Template:
    file = files(__package__) / "templates" / f"{name}.toml"
    return Template(file.read_text(encoding="utf-8"))
