"""What Great Expectations does when nobody looks, and that it cannot do it here."""

import logging
import os
import socket
import subprocess
import sys

import pandas as pd
import pytest

from evalcap.errors.validation import SuiteError
from evalcap.validation import validate

NAME, AMOUNT = "Amina Diallo", 987654.25


def _suite(folder, *rules):
    """Write a suite `own` of (type, kwargs) pairs with ids r0, r1, ..."""
    lines = ["name: own", "expectations:"]
    for position, (kind, kwargs) in enumerate(rules):
        lines += [
            f"  - id: r{position}",
            f"    type: {kind}",
            f"    kwargs: {kwargs}",
            "    severity: critical",
            "    notes: It holds.",
            "    why: It matters.",
        ]
    (folder / "own.yaml").write_text("\n".join(lines))
    return folder


def _findings(frame, folder, **options):
    validation = validate(frame, suite="own", expectations=folder, **options)
    return [finding for finding in validation.findings if finding.id.startswith("r")]


def _run(script, tmp_path, **more):
    environment = {**os.environ, "HOME": str(tmp_path), **more}
    return subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


VALIDATE = (
    "import pandas as pd; from evalcap.validation import validate; "
    "print(validate(pd.DataFrame({'age': [1]}), suite='common'))"
)


@pytest.mark.parametrize("package", ["great_expectations", "pyspark"])
def test_an_import_that_ends_the_interpreter_with_success_ends_as_an_error(tmp_path, package):
    stand_in = tmp_path / "stand_in" / package
    stand_in.mkdir(parents=True)
    (stand_in / "__init__.py").write_text(
        "import sys\nprint(\"Skipping doctests: No module named 'grpc'\")\nsys.exit(0)\n"
    )
    done = _run(VALIDATE, tmp_path, PYTHONPATH=str(stand_in.parent))
    assert done.returncode != 0
    assert "EngineError" in done.stderr
    assert "ended the program (exit code 0)" in done.stderr
    assert "evalcap[spark]" in done.stderr


def test_importing_validation_does_not_import_great_expectations(tmp_path):
    script = "import sys, evalcap.validation; print('great_expectations' in sys.modules)"
    assert _run(script, tmp_path).stdout.strip() == "False"


def test_a_run_leaves_no_file_shows_no_progress_and_reports_nothing_home(tmp_path):
    script = "import os; " + VALIDATE + "; print(os.environ['GX_ANALYTICS_ENABLED'])"
    done = _run(script, tmp_path, GX_ANALYTICS_ENABLED="true", PYTHONDONTWRITEBYTECODE="1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "false"
    assert "Calculating" not in done.stderr
    assert list(tmp_path.rglob("*")) == []


def test_no_connection_is_made(tmp_path, monkeypatch):
    def refuse(*_):
        pytest.fail("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    folder = _suite(tmp_path, ("expect_column_values_to_not_be_null", "{column: age}"))
    assert _findings(pd.DataFrame({"age": [1]}), folder)[0].status == "met"


def test_an_unknown_expectation_is_not_dropped(tmp_path):
    folder = _suite(tmp_path, ("expect_column_values_to_be_fine", "{column: age}"))
    with pytest.raises(SuiteError, match="expect_column_values_to_be_fine"):
        _findings(pd.DataFrame({"age": [1]}), folder)


def test_an_unknown_expectation_is_found_even_where_it_would_not_apply(tmp_path):
    folder = _suite(tmp_path, ("expect_column_values_to_be_fine", "{column: absent}"))
    with pytest.raises(SuiteError):
        _findings(pd.DataFrame({"age": [1]}), folder)


def test_kwargs_that_do_not_fit_are_not_dropped(tmp_path):
    folder = _suite(tmp_path, ("expect_column_values_to_not_be_null", "{column: age, mostli: 1}"))
    with pytest.raises(SuiteError, match="mostli"):
        _findings(pd.DataFrame({"age": [1]}), folder)


def test_each_answer_reaches_its_own_rule_although_they_come_in_another_order(tmp_path):
    folder = _suite(
        tmp_path,
        ("expect_column_values_to_be_between", "{column: name, min_value: 0}"),
        ("expect_column_values_to_not_be_null", "{column: age}"),
        ("expect_column_values_to_be_between", "{column: absent, min_value: 0}"),
        ("expect_table_row_count_to_equal", "{value: 2}"),
        ("expect_column_values_to_be_between", "{column: age, min_value: 0}"),
        ("expect_column_mean_to_be_between", "{column: name, min_value: 0}"),
    )
    frame = pd.DataFrame({"name": ["a", "b"], "age": [-1.0, None]})
    statuses = [finding.status for finding in _findings(frame, folder)]
    assert statuses == ["error", "unmet", "not_applicable", "met", "unmet", "error"]


@pytest.mark.parametrize(
    ("kind", "kwargs"),
    [
        ("expect_column_values_to_be_between", "{column: name, min_value: 0}"),
        ("expect_column_mean_to_be_between", "{column: name, min_value: 0}"),
        ("unexpected_rows_expectation", "{unexpected_rows_query: 'SELECT * FROM {batch}'}"),
    ],
)
def test_a_check_that_fails_is_an_error_and_stops_the_study(tmp_path, kind, kwargs):
    frame = pd.DataFrame({"name": ["a", "b"]})
    folder = _suite(tmp_path, (kind, kwargs))
    (finding,) = _findings(frame, folder)
    assert finding.status == "error"
    assert not validate(frame, suite="own", expectations=folder).passed


def test_every_bad_record_is_known_beyond_the_first_two_hundred(tmp_path):
    folder = _suite(tmp_path, ("expect_column_values_to_be_between", "{column: age, min_value: 0}"))
    frame = pd.DataFrame({"case": range(1000), "age": [-1, 1] * 500})
    (finding,) = _findings(frame, folder, key=["case"])
    assert finding.n_unexpected == 500
    assert finding.keys == tuple((case,) for case in range(0, 1000, 2))


def test_no_value_of_a_record_comes_out(tmp_path, capfd, caplog):
    folder = _suite(
        tmp_path,
        ("expect_column_values_to_be_in_set", "{column: name, value_set: [x]}"),
        ("expect_column_values_to_be_between", "{column: name, min_value: 0}"),
        ("expect_column_mean_to_be_between", "{column: name, min_value: 0}"),
        ("expect_column_max_to_be_between", "{column: amount, max_value: 1}"),
        ("expect_column_distinct_values_to_be_in_set", "{column: name, value_set: [x]}"),
    )
    with caplog.at_level(logging.DEBUG):
        frame = pd.DataFrame({"name": [NAME] * 3, "amount": [AMOUNT] * 3})
        validation = validate(frame, suite="own", expectations=folder, key=["name"])
    out = capfd.readouterr()
    public = [f.published() for f in validation.findings]
    for text in (repr(validation), str(validation), str(public), out.out, out.err, caplog.text):
        assert NAME not in text
        assert str(AMOUNT) not in text
    assert not validation.passed


def test_missing_values_do_not_break_a_rule_of_two_columns(tmp_path):
    folder = _suite(
        tmp_path,
        (
            "expect_column_pair_values_a_to_be_greater_than_b",
            "{column_A: end, column_B: start, ignore_row_if: either_value_is_missing}",
        ),
    )
    (finding,) = _findings(pd.DataFrame({"end": [2.0, None], "start": [1.0, 1.0]}), folder)
    assert (finding.status, finding.n_checked) == ("met", 1)
