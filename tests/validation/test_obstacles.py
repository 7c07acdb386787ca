from dataclasses import replace

import pandas as pd

from evalcap.errors.reading import ReaderFinding
from evalcap.sources.source import Source
from evalcap.standardisation import Structure, attempt
from evalcap.validation.obstacles import problem_findings, reading_findings

SOURCE = Source("tests", "tests.csv", "csv", "0" * 64, pd.DataFrame({"score": range(40)}))


def _read(*findings):
    return reading_findings({"tests": replace(SOURCE, findings=findings)})


def test_what_a_reader_noticed_says_where_in_private_only():
    noticed = ReaderFinding(
        "error_cells", "an error, taken as missing", "Correct it.", "may.xlsx", "Sheet", "score", 2,
        "cell", (3, 9),
    )  # fmt: skip
    (finding,) = _read(noticed)
    assert finding.id == "read-error_cells/tests/may.xlsx/score"
    assert (finding.severity, finding.status) == ("warning", "unmet")
    assert (finding.n_checked, finding.n_unexpected) == (40, 2)
    assert finding.places == ("may.xlsx, row 3", "may.xlsx, row 9")
    assert "3" not in str(finding.published() | {"n_checked": 0})


def test_what_is_only_good_to_know_is_no_warning():
    noticed = ReaderFinding("other_sheets", "there are other sheets", "Name one.")
    assert [f.severity for f in _read(noticed)] == ["info"]


def test_findings_of_one_kind_and_place_are_told_apart():
    twice = [ReaderFinding("numbers", f"no number ({i})", file="may.csv") for i in range(2)]
    assert [f.id for f in _read(*twice)] == [
        "read-numbers/tests/may.csv",
        "read-numbers/tests/may.csv/2",
    ]


def test_what_breaks_the_standard_form_stops_a_study_and_names_every_record():
    frame = pd.DataFrame(
        {
            "officer": ["a", "a", "b", "b", *"cdefghij"],
            "wave": [1, 1, 1, 2, *[1] * 8],
            "score": ["50", "x", "60", *["much"] * 9],
        }
    )
    tried = attempt(frame, programme="training", structure=Structure("officer", "wave"))
    found = {f.id: f for f in problem_findings(tried.problems, tried.data)}
    assert set(found) == {"standard-type/score", "standard-repeated/officer/wave"}
    assert all(f.stops for f in found.values())
    assert found["standard-repeated/officer/wave"].keys == (("a", 1), ("a", 1))
    assert len(found["standard-type/score"].keys) == 10
