import pytest

from evalcap.errors.privacy import EarlierReportUnreadableError, EarlierStudyUnreadableError
from evalcap.evidence import Evidence
from evalcap.study.history import history_of, keep_cycle
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
    new = [row.replace("O35,", f"N{len(rows) + i},") for i in range(n) for row in of_one]
    data.write_text("\n".join([header, *rows, *new]) + "\n", encoding="utf-8")


@pytest.fixture
def following(accepted):
    """A second study, of three more officers, that names the first as the cycle before."""
    second = accepted.with_name("officer-course-again")
    second.mkdir()
    for name in ("study.toml", "tests.csv"):
        (second / name).write_bytes((accepted / name).read_bytes())
    _name_before(second, accepted)
    _more_people(second, 3)
    return second


def _name_before(study, earlier):
    plan = (study / "study.toml").read_text(encoding="utf-8")
    text = f'previous_cycle = "{earlier.name}"\n{plan}'
    (study / "study.toml").write_text(text, encoding="utf-8")


def _history(folder, cycle=None):
    study = Study.read(folder)
    return history_of(folder, study.plan, study.accepted, read=Study.read, cycle=cycle)


def test_a_first_cycle_has_nothing_before_it(desk):
    history = _history(desk.study().folder)
    assert (history.same, history.earlier) == (None, ())


def test_a_run_of_the_accepted_cycle_is_set_beside_what_was_accepted(accepted):
    history = _history(accepted)
    assert history.same == Evidence.read(accepted / "accepted")
    assert history.earlier == ()


def test_the_next_cycle_is_set_beside_the_one_before(accepted):
    history = _history(accepted, 2)
    assert history.of_people == (Evidence.read(accepted / "accepted"),)
    assert history.same is None


def test_evidence_and_lessons_of_a_cycle_that_was_followed_are_kept(accepted):
    (accepted / "lessons.toml").write_text("# first\n", encoding="utf-8")
    before = Evidence.read(accepted / "accepted")
    keep_cycle(accepted, 1)
    assert Evidence.read(accepted / "accepted" / "before" / "1") == before
    assert (accepted / "accepted/before/1/lessons.toml").read_text("utf-8") == "# first\n"


def test_nothing_is_kept_where_nothing_was_accepted(tmp_path):
    keep_cycle(tmp_path, 1)
    assert list(tmp_path.iterdir()) == []


def test_every_cycle_is_read_oldest_first(accepted):
    for n in (20, 40):
        _more_people(accepted, n)
        Study.read(accepted).accept()
    cycles = _history(accepted).earlier
    assert [c.evidence.subject.cycle for c in cycles] == [1, 2]
    assert Study.read(accepted).before().evidence == cycles[-1].evidence


def test_a_third_report_does_not_tell_how_few_are_new_since_the_first(accepted):
    first = (accepted / "tests.csv").read_text(encoding="utf-8")
    _more_people(accepted, 20)
    Study.read(accepted).accept()
    (accepted / "tests.csv").write_text(first, encoding="utf-8")
    _more_people(accepted, 3)
    Study.read(accepted).accept()
    now = Study.read(accepted).run()
    assert now.disclosure.compared_with == (1, 2)
    assert now.design.n_units == "27-45"  # 36 were printed, then 56; it is 39


def test_a_study_that_follows_another_does_not_tell_how_few_are_new_since_its_report(following):
    now = Study.read(following).run()
    assert now.disclosure.compared_with == (1,)
    assert now.design.n_units == "27-45"


def test_nor_since_the_study_before_that(following):
    third = following.with_name("officer-course-once-more")
    third.mkdir()
    for name in ("study.toml", "tests.csv"):
        (third / name).write_bytes((following.with_name("officer-course") / name).read_bytes())
    _name_before(third, following)
    _more_people(following, 20)
    _more_people(third, 3)
    # The second was never accepted: it is run for what it tells.
    now = Study.read(third).run()
    assert (now.subject.cycle, now.disclosure.compared_with) == (3, (1, 2))
    assert now.design.n_units == "27-45"


def test_a_study_before_that_cannot_be_read_stops_one_about_people(following):
    broken = following.with_name("officer-course") / "study.toml"
    broken.write_text("not toml", encoding="utf-8")
    with pytest.raises(EarlierStudyUnreadableError, match="take `previous_cycle` out"):
        Study.read(following).run()


def test_a_study_before_without_data_or_record_stops_one_about_people(following):
    first = following.with_name("officer-course")
    (first / "accepted" / "evidence.json").unlink()
    (first / "tests.csv").unlink()
    with pytest.raises(EarlierStudyUnreadableError, match="'officer-course', cannot be read"):
        Study.read(following).run()


def test_counts_of_places_tell_nothing_of_people(following):
    first = following.with_name("officer-course")
    plan = (first / "study.toml").read_text(encoding="utf-8")
    places = plan.replace('time = "wave"', 'time = "wave"\nunit_is = "place"')
    (first / "study.toml").write_text(places, encoding="utf-8")
    Study.read(first).accept()
    now = Study.read(following).run()
    assert (now.design.n_units, now.disclosure.compared_with) == (39, ())


def test_a_second_report_does_not_tell_how_few_people_are_new(accepted):
    _more_people(accepted, 3)
    Study.read(accepted).accept()
    now = Study.read(accepted).run()
    assert now.disclosure.compared_with == (1,)
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
