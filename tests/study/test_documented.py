import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from evalcap.errors.mistakes import held_by
from evalcap.lessons import Lessons
from evalcap.study.estimators import ESTIMATORS, options_of
from evalcap.study.plan import Plan
from evalcap.study.reading import read_plan

TEXT = (Path(__file__).parents[2] / "docs" / "study-toml.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


PARTS = dict(part.partition("\n")[::2] for part in re.split("^###? ", TEXT, flags=re.MULTILINE))


def _keys(model: type[BaseModel], section: str = ""):
    """Go through every section and key of a file, with what the key takes."""
    for name, field in model.model_fields.items():
        held = held_by(field)
        if held and name != "period":
            yield from _keys(held, f"{section}.{name}".lstrip("."))
        else:
            yield section, name, field.annotation


KEYS = [key for model in (Plan, Lessons) for key in _keys(model)]
NAMES = [f"{section}.{name}".lstrip(".") for section, name, _ in KEYS]


def _explanation(section: str) -> str:
    if not section:
        tables = "".join(heading for heading in PARTS if "[columns]" in heading)
        return PARTS["Without a heading"] + tables.replace("[", "").replace("]", "")
    return next(part for heading, part in PARTS.items() if f"[{section}]" in heading)


@pytest.mark.parametrize(("section", "name", "_kind"), KEYS, ids=NAMES)
def test_every_key_is_explained_in_its_section(section, name, _kind):
    assert f"`{name}`" in _explanation(section)


@pytest.mark.parametrize(("section", "_name", "kind"), KEYS, ids=NAMES)
def test_every_choice_is_named_in_its_section(section, _name, kind):
    for choice in get_args(kind):
        if isinstance(choice, str):
            assert re.search(f'"{choice}"|`{choice}`', _explanation(section))


@pytest.mark.parametrize("name", sorted(ESTIMATORS))
def test_every_estimator_is_explained_with_its_options(name):
    (row,) = re.findall(rf"\| `{name}` \|.*", TEXT)
    for option in options_of(name):
        assert f"`{option}`" in row


def test_the_example_of_a_plan_is_one(tmp_path):
    (tmp_path / "study.toml").write_text(EXAMPLES[0], encoding="utf-8")
    plan = read_plan(tmp_path)
    given = plan.model_fields_set | {"previous_cycle", "truth", "wide", "waves"}
    assert given == set(Plan.model_fields)


def test_the_example_of_lessons_is_one(tmp_path):
    (tmp_path / "lessons.toml").write_text(EXAMPLES[1], encoding="utf-8")
    read = Lessons.read(tmp_path)
    assert read.lessons[0].evidence == ("score/group_time",)
    assert read.recommendations[0].response.owner == "Head of training"
