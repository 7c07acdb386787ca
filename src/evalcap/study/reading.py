"""Read study.toml, reporting every mistake at once."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from evalcap.errors.mistakes import mistakes, toml_mistake
from evalcap.errors.study import PlanError, StudyNotFoundError
from evalcap.settings import languages_for
from evalcap.study.consistency import inconsistencies
from evalcap.study.plan import Plan

FILE = "study.toml"


def read_plan(folder: Path) -> Plan:
    """Read a study's plan.

    Raises
    ------
    StudyNotFoundError
        If the folder has no study.toml.
    PlanError
        With every mistake: which key, what is wrong with it.
    SettingsError
        If the settings of its workspace have mistakes.
    """
    file = folder.resolve() / FILE
    if not file.is_file():
        others = [f.parent.name for f in file.parent.parent.glob(f"*/{FILE}")]
        raise StudyNotFoundError(file.parent, others)
    try:
        # Some editors begin a file with a mark that TOML does not know.
        written = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanError(file, [toml_mistake(error)]) from None
    if "languages" not in written and (shared := languages_for(file.parent)) is not None:
        written["languages"] = list(shared)
    contradictions = inconsistencies(written)
    try:
        plan = Plan.model_validate(written)
    except ValidationError as error:
        raise PlanError(file, [*mistakes(error, Plan), *contradictions]) from None
    if contradictions:
        raise PlanError(file, contradictions)
    return plan
