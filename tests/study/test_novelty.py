import pytest

from evalcap.study.study import Study
from evalcap.validation import Validation


@pytest.fixture
def months(desk, plan, monkeypatch):
    """The tiny study, its rows in one file a wave."""
    monkeypatch.setattr("evalcap.study.checking.validate", lambda *_, **__: Validation(()))
    folder = desk.write(plan(('path = "tests.csv"', 'path = "monthly/*.csv"')))
    header, *rows = (folder / "tests.csv").read_text(encoding="utf-8").splitlines()
    place = header.split(",").index("wave")
    (folder / "monthly").mkdir()
    for wave in ("1", "2", "3"):
        chosen = [row for row in rows if row.split(",")[place] == wave]
        text = "\n".join([header, *chosen]) + "\n"
        (folder / "monthly" / f"{wave}.csv").write_text(text, encoding="utf-8")
    (folder / "tests.csv").unlink()
    return folder


def test_a_first_cycle_has_nothing_before_it(months):
    assert "nothing was accepted before" in str(Study.read(months).propose().novelty)


def test_the_same_data_are_nothing_new(months):
    Study.read(months).accept()
    assert "nothing new against cycle 1" in str(Study.read(months).propose().novelty)


def test_a_new_file_shows_with_its_rows_and_period_and_what_it_moves(months):
    Study.read(months).accept()
    text = (months / "monthly" / "3.csv").read_text(encoding="utf-8").replace(",3,", ",4,")
    (months / "monthly" / "4.csv").write_text(text, encoding="utf-8")
    told = str(Study.read(months).propose().novelty).splitlines()
    assert told[0].endswith("what is new against cycle 1")
    assert "  tests: 144 rows (108 before)" in told
    assert "  tests, files new: 4.csv" in told
    assert "  periods new: 4" in told
    assert "  rows: 144 (108 before)" in told


def test_a_changed_and_a_missing_file_are_told_apart(months):
    Study.read(months).accept()
    third = months / "monthly" / "3.csv"
    header, first, *rows = third.read_text(encoding="utf-8").splitlines()
    third.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    (months / "monthly" / "1.csv").unlink()
    told = str(Study.read(months).propose().novelty)
    assert "tests, files changed: 3.csv; gone: 1.csv" in told
    assert "periods gone: 1" in told
    assert first.split(",")[0] not in told


def test_proposing_records_nothing(months):
    Study.read(months).propose()
    assert not (months / "accepted").exists()


def test_what_the_plan_promises_otherwise_is_told_before_it_is_accepted(desk, plan, monkeypatch):
    monkeypatch.setattr("evalcap.study.checking.validate", lambda *_, **__: Validation(()))
    desk.study().accept()
    changed = plan(('better = "higher"', 'better = "higher"\ntarget = 70.0'))
    told = str(desk.study(changed).propose().novelty).splitlines()
    assert told[1:] == ["  Outcome score was changed after the plan was accepted."]
