"""Read study.toml, reporting every mistake at once."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from evalcap.errors.study import PlanError, StudyNotFoundError
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
    """
    file = folder / FILE
    if not file.is_file():
        others = [f.parent.name for f in folder.parent.glob(f"*/{FILE}")]
        raise StudyNotFoundError(folder, others)
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanError(file, [f"it is not TOML: {error}"]) from None
    try:
        return Plan.model_validate(written)
    except ValidationError as error:
        raise PlanError(file, [_describe(problem) for problem in error.errors()]) from None


def _describe(problem: ErrorDetails) -> str:
    where = _key(problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{where}: unknown key{_near(problem['loc'])}"
    if problem["type"] == "missing":
        return f"{where}: missing"
    message = problem["msg"].removeprefix("Value error, ")
    given = problem["input"]
    shown = f" (got {given!r})" if isinstance(given, str | int | float) else ""
    return f"{where}: {message}{shown}"


def _key(location: tuple[int | str, ...]) -> str:
    """Write a place in the plan as its author knows it: analyses[2].options."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "the plan as a whole"


def _near(location: tuple[int | str, ...]) -> str:
    model: Any = Plan
    for part in location[:-1]:
        if isinstance(part, str):
            model = _model_of(model, part)
    if model is None:
        return ""
    near = get_close_matches(str(location[-1]), list(model.model_fields), 1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _model_of(model: Any, field: str) -> type[BaseModel] | None:
    """Find the section that a field holds, through tuples and options."""
    if model is None or field not in model.model_fields:
        return None
    stack = [model.model_fields[field].annotation]
    while stack:
        kind = stack.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        stack += list(getattr(kind, "__args__", ()))
    return None
