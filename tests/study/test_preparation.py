from dataclasses import replace

import pandas as pd
import pytest

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.study import PrepareError
from evalcap.sources import Source
from evalcap.study.preparation import run_prepare


@pytest.fixture
def run(tmp_path):
    """Write prepare.py of a study called `course`, and run it on one source."""
    frame = pd.DataFrame({"officer": ["A", "B"], "score": [1.0, 2.0]})
    source = Source("tests", "tests.csv", "csv", "0" * 64, frame)
    folder = tmp_path / "course"
    folder.mkdir()

    def run(text):
        (folder / "prepare.py").write_text(text, encoding="utf-8")
        return run_prepare(folder / "prepare.py", {"tests": source})

    run.source = source
    run.folder = folder
    return run


def _reason(run, text):
    with pytest.raises(PrepareError) as caught:
        run(text)
    assert caught.value.wrong.startswith("course/prepare.py failed: ")
    assert "evalcap check" in caught.value.do
    return caught.value.wrong.removeprefix("course/prepare.py failed: ")


def test_prepare_makes_a_frame_from_the_sources(run):
    made = run("def prepare(sources):\n    return sources['tests'].frame.query('score > 1')\n")
    assert made["officer"].tolist() == ["B"]


def test_a_syntax_error_names_its_line(run):
    reason = _reason(run, "def prepare(sources):\n    return sources[\n")
    assert reason.startswith("SyntaxError: ")
    assert "line 2" in reason


def test_an_exception_names_its_line_in_the_study_s_own_file(run):
    text = "import json\n\n\ndef prepare(sources):\n    return json.loads('{')\n"
    reason = _reason(run, text)
    assert reason.startswith("JSONDecodeError: ")
    assert reason.endswith("on line 5.")


def test_an_exception_deeper_in_the_file_names_the_deeper_line(run):
    text = "def prepare(sources):\n    return first(sources)\n\n\ndef first(sources):\n    1 / 0\n"
    assert _reason(run, text) == "ZeroDivisionError: division by zero, on line 6."


def test_an_exception_without_words_is_named(run):
    text = "def prepare(sources):\n    raise AssertionError\n"
    assert _reason(run, text) == "AssertionError, on line 2."


def test_a_file_without_the_function_is_said_so(run):
    assert _reason(run, "def prepared(sources):\n    pass\n") == (
        "it defines no function called prepare."
    )
    assert _reason(run, "prepare = 3\n") == "it defines no function called prepare."


@pytest.mark.parametrize(
    ("value", "kind"), [("None", "NoneType"), ("sources", "dict"), ("[1]", "list")]
)
def test_anything_but_a_data_frame_is_refused(run, value, kind):
    text = f"def prepare(sources):\n    return {value}\n"
    assert _reason(run, text) == f"prepare() gave {kind}, not a DataFrame."


@pytest.mark.parametrize("text", ["import sys\nsys.exit()\n", "def prepare(s):\n    exit(0)\n"])
def test_leaving_the_program_is_a_failure_and_no_success(run, text):
    assert _reason(run, text).startswith("SystemExit")


def test_an_interrupt_still_ends_the_program(run):
    with pytest.raises(KeyboardInterrupt):
        run("def prepare(sources):\n    raise KeyboardInterrupt\n")


def test_errors_of_evalcap_come_through_as_they_are(run):
    text = (
        "from evalcap.dataset.number import require_columns\n\n\n"
        "def prepare(sources):\n    require_columns(sources['tests'].frame, ['rank'])\n"
    )
    with pytest.raises(ColumnNotFoundError, match="no column 'rank'"):
        run(text)


def test_what_prepare_does_to_a_frame_does_not_change_the_source(run):
    run(
        "def prepare(sources):\n"
        "    frame = sources['tests'].frame\n"
        "    frame['score'] = 0\n"
        "    frame.loc[9] = ['C', 3.0]\n"
        "    return frame\n"
    )
    assert run.source.n_rows == 2
    assert run.source.frame["score"].tolist() == [1.0, 2.0]


def test_a_file_changed_a_moment_ago_is_run_as_it_is_now(run):
    for size in (1, 2):
        made = run(f"def prepare(sources):\n    return sources['tests'].frame.head({size})\n")
        assert len(made) == size


def test_running_leaves_no_file_behind(run):
    run("def prepare(sources):\n    return sources['tests'].frame\n")
    assert [f.name for f in run.folder.iterdir()] == ["prepare.py"]


def test_a_dataclass_with_postponed_annotations_works(run):
    made = run(
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n\n\n"
        "@dataclass\nclass Wave:\n    number: int\n\n\n"
        "def prepare(sources):\n"
        "    return sources['tests'].frame.assign(wave=Wave(2).number)\n"
    )
    assert made["wave"].tolist() == [2, 2]


def test_a_repeated_group_can_be_changed_without_what_was_read(run):
    child = Source("child", "tests.csv", "csv", "0" * 64, pd.DataFrame({"age": [3]}))
    whole = replace(run.source, tables={"child": child})
    lines = "    child = s['tests'].tables['child'].frame\n    child['age'] = 4\n    return child\n"
    (run.folder / "prepare.py").write_text("def prepare(s):\n" + lines, encoding="utf-8")
    assert run_prepare(run.folder / "prepare.py", {"tests": whole})["age"].tolist() == [4]
    assert child.frame["age"].tolist() == [3]
