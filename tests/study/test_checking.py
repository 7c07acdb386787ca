"""Checking a study tells everything at once; running one goes on only where nothing stops it."""

import pytest

from evalcap.errors.standardisation import StructureError
from evalcap.study.study import Study


def _broken(frame):
    frame = frame.astype({"Test score": object})
    frame.loc[4, "Test score"] = "absent"
    frame.loc[7, "sex"] = "femal"
    frame.loc[10, "trained_from"] = 2
    return frame


def test_problems_of_form_and_broken_rules_are_told_together(desk, frame):
    study = desk.study(frame=_broken(frame))
    found = {f.id: f for f in study.check().findings if f.status == "unmet"}
    assert found["standard-type/score"].keys == (("O01", 2),)
    assert found["standard-varies/trained_from"].keys == (("O03", 2),)
    assert found["sex-code"].keys == (("O02", 2),)
    assert found["cohort-constant"].rows == (10,)
    with pytest.raises(StructureError):
        study.run()


def test_what_readers_noticed_is_in_the_evidence_as_counts(desk, frame):
    place = desk.write(frame=frame)
    text = (place / "tests.csv").read_text(encoding="utf-8")
    lines = text.splitlines()
    blank = "," * lines[0].count(",")
    (place / "tests.csv").write_text("\n".join([*lines[:5], blank, *lines[5:]]), encoding="utf-8")
    (found,) = [f for f in Study.read(place).run().findings if f.id.startswith("read-")]
    assert (found.id, found.severity) == ("read-empty_rows/tests", "info")
    # One row of at most nine people, who have three rows each.
    assert found.n_unexpected == "<28"
