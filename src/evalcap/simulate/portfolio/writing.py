"""Write the folder of each simulated evaluation, as a specialist would."""

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd

from evalcap.simulate.document_verification import simulate_document_verification
from evalcap.simulate.portfolio.series import SimulatedStudy, simulated_studies
from evalcap.simulate.reintegration import simulate_reintegration
from evalcap.simulate.simulated import Simulated
from evalcap.simulate.training import simulate_training

_DATA = "data.csv"

Bears = Callable[[Path, str], bool]


def write_portfolio(
    folder: Path, *, bears: Bears, programmes: int = 10, cycles: int = 2, seed: int = 1
) -> tuple[Path, ...]:
    """Write simulated evaluations into a folder of studies, and give their folders.

    Parameters
    ----------
    folder
        The folder `studies` of a workspace; in folders of the same names files that differ are
        written anew.
    bears
        Whether an estimate, by its key, of a study in a folder, bears a lesson that claims an
        improvement. Where it does not, the lesson claims none, as an honest specialist's would.
    programmes
        Programmes of each of the three types.
    cycles
        Evaluations of each programme, one a year.
    seed
        Of everything that is drawn.
    """
    studies = simulated_studies(programmes=programmes, cycles=cycles, seed=seed)
    last = max((study.cycle for study in studies), default=0)
    return tuple(_write(folder / s.slug, s, bears, is_last=s.cycle == last) for s in studies)


def _write(folder: Path, study: SimulatedStudy, bears: Bears, *, is_last: bool) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    facts = _facts(study, is_last=is_last)
    _put(folder, _data_and_plan(study, facts))
    is_sure = bool(study.effect) and bears(folder, str(facts["evidence"]))
    _put(folder, {"lessons.toml": _lessons(facts | _learnt(study, is_sure=is_sure))})
    return folder


def _put(folder: Path, contents: Mapping[str, str]) -> None:
    for name, text in contents.items():
        file, content = folder / name, text.encode()
        # What is there already keeps its date: a build then knows that nothing has changed.
        if not (file.is_file() and file.read_bytes() == content):
            file.write_bytes(content)


def _data_and_plan(study: SimulatedStudy, facts: Mapping[str, object]) -> dict[str, str]:
    """Give the files of a study by name, but for its lessons."""
    drawn = _draw(study)
    frame: pd.DataFrame = drawn.frame.assign(country=study.country)
    data = frame.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")
    digest = sha256(data.encode()).hexdigest()
    return {
        _DATA: data,
        "truth.json": json.dumps(drawn.truth.to_dict(), indent=1) + "\n",
        "study.toml": _template(study.programme).substitute(facts, sha256=digest),
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


def _facts(study: SimulatedStudy, *, is_last: bool) -> dict[str, object]:
    """Give what the templates name; the latest cycle has answers that are still on their way."""
    texts = _texts_of(study.programme)
    mode, effective = texts[study.mode], bool(study.effect)
    return {
        "number": f"{study.place:02}",
        "country": study.country,
        "mode": study.mode,
        "start": date(study.year, 1, 1),
        "end": study.end,
        "year": study.year,
        "previous": study.previous,
        "due": date(study.year + 2, 3, 31),
        "progress": "completed" if is_last else "ongoing",
        "how": mode["how"],
        "innovation": mode["innovation"] if effective else "",
        "response_due": date(study.year + 1, 9, 30),
        "status": "under_way" if is_last else "done",
        "status_date": date(study.year + 1, 6, 30),
        **{name: texts[name] for name in ("evidence", "objective", "action")},
        "reason": "",
    }


def _learnt(study: SimulatedStudy, *, is_sure: bool) -> dict[str, str]:
    """Give what the lesson says; where data do not bear an effect it claims none."""
    texts = _texts_of(study.programme)
    unclaimed: Sequence[Mapping[str, str]] = texts["unsure" if study.effect else "open"]
    learnt = texts[study.mode]["lessons"] if is_sure else unclaimed
    polarity, priority = ("positive", "medium") if is_sure else ("null", "high")
    said = learnt[min(study.cycle, len(learnt)) - 1]
    return {"polarity": polarity, "priority": priority, **said}


def _lessons(facts: Mapping[str, object]) -> str:
    """Write the lesson and what management answers; a rejection promises nothing."""
    parts = ("lessons", "promise") if "answer" in facts else ("lessons",)
    return "".join(_template(part).substitute(facts) for part in parts)


@cache
def _texts_of(programme: str) -> Mapping[str, Any]:
    """Read what plans and lessons of a type of programme say, by mode and cycle."""
    found: Mapping[str, Any] = tomllib.loads(_read("texts"))[programme]
    return found


def _template(name: str) -> Template:
    return Template(_read(name))


def _read(name: str) -> str:
    return (files(__package__) / "templates" / f"{name}.toml").read_text(encoding="utf-8")
