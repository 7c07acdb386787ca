from datetime import date

import pytest

from evalcap.errors.study import AcceptedUnreadableError
from evalcap.study.acceptance import Acceptance, Accepted, read_accepted, write_accepted

TODAY = date(2024, 3, 1)


def _accepted(*cycles):
    """Record cycles by number and fingerprints."""
    accepted = Accepted()
    for number, sources in cycles:
        record = {"cycle": number, "accepted": TODAY, "sources": sources}
        accepted = Accepted.model_validate({"cycles": [*accepted.cycles, record]})
    return accepted


def test_a_study_begins_in_its_first_cycle_with_nothing_accepted(tmp_path):
    accepted = read_accepted(tmp_path)
    assert (accepted.cycle, dict(accepted.fingerprints)) == (1, {})


def test_what_is_written_is_what_is_read(tmp_path):
    accepted = _accepted((1, {"a": "1"}), (2, {"a": "2"}))
    write_accepted(tmp_path, accepted)
    assert read_accepted(tmp_path) == accepted
    assert [f.name for f in (tmp_path / "accepted").iterdir()] == ["sources.json"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Invalid JSON"),
        ('{"cycles": [{"cycle": 1}]}', "cycles[1].accepted: missing"),
        ('{"cycle": 1}', "cycle: unknown key (did you mean 'cycles'?)"),
    ],
)
def test_a_damaged_record_is_refused(tmp_path, text, said):
    (tmp_path / "accepted").mkdir()
    (tmp_path / "accepted" / "sources.json").write_text(text)
    with pytest.raises(AcceptedUnreadableError) as caught:
        read_accepted(tmp_path)
    assert caught.value.wrong.startswith(f"accepted/sources.json of {tmp_path.name} cannot")
    assert said in caught.value.wrong


@pytest.mark.parametrize(
    ("planned", "cycle"), [({}, 1), ({"a": "1"}, 1), ({"a": "1", "b": "2"}, 1), ({"a": "0"}, 2)]
)
def test_the_first_acceptance_is_the_first_cycle_unless_it_replaces_a_planned_file(planned, cycle):
    accepted = Accepted().extended({"a": "1", "b": "2"}, planned, today=TODAY)
    assert accepted.cycle == cycle
    assert accepted.fingerprints == {"a": "1", "b": "2"}


def test_a_changed_file_begins_the_next_cycle_and_the_earlier_stays_on_record():
    accepted = _accepted((1, {"a": "1"})).extended({"a": "2"}, {"a": "1"}, today=TODAY)
    assert [(c.cycle, c.sources["a"]) for c in accepted.cycles] == [(1, "1"), (2, "2")]


def test_a_further_source_begins_the_next_cycle_too():
    accepted = _accepted((1, {"a": "1"})).extended({"a": "1", "b": "2"}, {}, today=TODAY)
    assert accepted.cycle == 2


@pytest.mark.parametrize("found", [{"a": "1", "b": "2"}, {"a": "1"}])
def test_the_same_files_begin_nothing(found):
    accepted = _accepted((1, {"a": "1", "b": "2"}))
    assert accepted.extended(found, {"a": "0"}, today=TODAY) is accepted


def test_an_acceptance_says_what_is_new():
    said = str(Acceptance("course", 2, {"tests": (1_000, 1_200), "posts": (None, 1)}))
    assert said.splitlines() == [
        "course: cycle 2 accepted with new data:",
        "  tests: 1,200 rows (1,000 before)",
        "  posts: 1 row",
    ]


def test_an_acceptance_of_nothing_new_says_so():
    assert "nothing new; cycle 1 stays" in str(Acceptance("course", 1, {}))
