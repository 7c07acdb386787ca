"""Read rules from YAML files, and report every mistake in them at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalcap.errors.validation import SuiteError
from evalcap.validation.finding import Severity
from evalcap.validation.yaml_text import parse_yaml


class Rule(BaseModel):
    """One expectation, in Great Expectations' own fields and two of ours.

    Attributes
    ----------
    id
        Unique name.
    type, kwargs, severity, meta
        As in Great Expectations; in `kwargs`, `$unit` and its like stand for the study's columns.
    notes
        What must hold, in one sentence.
    why
        Why it matters, for whoever has to act on it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    type: str
    kwargs: dict[str, Any]
    severity: Severity
    notes: str = Field(min_length=1)
    why: str = Field(min_length=1)
    meta: dict[str, Any] = Field(default_factory=dict)


class Suite(BaseModel):
    """One file of rules.

    Attributes
    ----------
    name
        Its name, the file's own.
    expectations
        Its rules.
    notes, meta
        As in Great Expectations; not used.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    expectations: tuple[Rule, ...]
    notes: str | list[str] | None = None
    meta: dict[str, Any] = Field(default_factory=dict)


def read_rules(files: Sequence[Path]) -> tuple[Rule, ...]:
    """Read the rules of several files, in order.

    Raises
    ------
    SuiteError
        Every rule that is not written so that it can be checked, with its file.
    """
    rules: list[Rule] = []
    problems: list[str] = []
    for file in files:
        try:
            rules += Suite.model_validate(_content(file)).expectations
        except ValidationError as error:
            problems += _mistakes(error, file)
        except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
            problems.append(f"{file.name}: {' '.join(str(error).split())}")
    occurs = Counter(rule.id for rule in rules)
    problems += [f"the id {name!r} stands {n} times" for name, n in occurs.items() if n > 1]
    if problems:
        raise SuiteError(problems)
    return tuple(rules)


def _content(file: Path) -> Any:
    return parse_yaml(file.read_text(encoding="utf-8"))


def _mistakes(error: ValidationError, file: Path) -> Iterator[str]:
    """Reword what pydantic found, one line a mistake, naming the rule by its place or id."""
    content = _content(file)
    for mistake in error.errors(include_url=False):
        place = mistake["loc"]
        key = ".".join(str(part) for part in place)
        if place[:1] == ("expectations",) and len(place) > 1 and isinstance(place[1], int):
            rule = content["expectations"][place[1]]
            name = rule.get("id") if isinstance(rule, dict) else None
            key = f"rule {name or place[1] + 1}: {'.'.join(map(str, place[2:]))}"
        yield f"{file.name}: {key}: {mistake['msg']}"
