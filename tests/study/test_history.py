import pytest

from evalcap.errors.privacy import EarlierReportUnreadableError
from evalcap.evidence import Evidence
from evalcap.study.history import earlier_file, history_of, keep_earlier
from evalcap.study.study import Study
from evalcap.validation import Validation


@pytest.fixture
def accepted(desk, monkeypatch):
    """The folder of a study whose first cycle was accepted."""
    monkeypatch.setattr("evalcap.study.study.check_standard", lambda *_, **__: Validation(()))
    study = desk.study()
    study.accept()
    return study.folder


def _more_people(folder, n):
    """Add some officers who were never trained."""
    data = folder / "tests.csv"
    header, *rows = data.read_text(encoding="utf-8").splitlines()
    of_one = [row for row in rows if row.startswith("O35,")]
    new = [row.replace("O35,", f"N{i},") for i in range(n) for row in of_one]
    data.write_text("\n".join([header, *rows, *new]) + "\n", encoding="utf-8")


def test_a_first_cycle_has_nothing_before_it(desk):
    study = desk.study()
    history = history_of(study.folder, study.accepted, 1)
    assert (history.same, history.earlier) == (None, None)


def test_a_run_of_the_accepted_cycle_is_set_beside_what_was_accepted(accepted):
    history = history_of(accepted, Study.read(accepted).accepted, 1)
    assert history.same == Evidence.read(accepted / "accepted")
    assert history.earlier is None


def test_the_next_cycle_is_set_beside_the_one_before(accepted):
    history = history_of(accepted, Study.read(accepted).accepted, 2)
    assert history.earlier == Evidence.read(accepted / "accepted")
    assert history.same is None


def test_evidence_of_a_cycle_that_was_followed_is_kept(accepted):
    before = Evidence.read(accepted / "accepted")
    keep_earlier(accepted, 1, before)
    assert earlier_file(accepted, 1) == accepted / "accepted" / "cycle-1.json"
    assert Evidence.read(earlier_file(accepted, 1)) == before
    keep_earlier(accepted, 1, None)  # a first cycle leaves nothing to keep


def test_a_second_report_does_not_tell_how_few_people_are_new(accepted):
    _more_people(accepted, 3)
    Study.read(accepted).accept()
    now = Study.read(accepted).run()
    assert now.disclosure.compared_with == 1
    assert now.disclosure.changed > 0
    assert now.design.n_units == "27-45"  # 36 were printed, and three are new


def test_a_second_report_tells_of_many_new_people(accepted):
    _more_people(accepted, 20)
    Study.read(accepted).accept()
    now = Study.read(accepted).run()
    assert (now.design.n_units, now.disclosure.changed) == (56, 0)


def test_without_a_readable_record_of_the_first_report_there_is_no_second(accepted):
    (accepted / "accepted" / "evidence.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EarlierReportUnreadableError, match=r"Restore evidence\.json"):
        Study.read(accepted).run()


def test_places_need_no_record(accepted):
    plan = (accepted / "study.toml").read_text(encoding="utf-8")
    places = plan.replace('time = "wave"', 'time = "wave"\nunit_is = "place"')
    (accepted / "study.toml").write_text(places, encoding="utf-8")
    (accepted / "accepted" / "evidence.json").write_text("{}", encoding="utf-8")
    assert Study.read(accepted).run().design.n_units == 36
