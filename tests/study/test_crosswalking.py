import pandas as pd
import pytest

from evalcap.errors.personal_data import NoPseudonymsError, OneKeyError
from evalcap.privacy.pseudonyms.key_file import new_key, rotate_key
from evalcap.study.crosswalking import study_crosswalk
from evalcap.study.keeping_key import key_in_use
from evalcap.study.reading import read_plan

MORE = '\n[privacy]\npseudonymise = ["officer"]\n'


@pytest.fixture
def file(tmp_path_factory, monkeypatch):
    file = tmp_path_factory.mktemp("settings") / "keys.json"
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", str(file))
    new_key(file)
    return file


@pytest.fixture
def folder(desk, plan):
    return desk.write(plan(more=MORE))


def test_it_leads_every_person_from_the_old_pseudonym_to_the_new(folder, file):
    plan = read_plan(folder)
    people = pseudonyms(plan, folder)
    rotate_key(file)
    table = study_crosswalk(plan, folder)
    assert len(table) == 36
    assert table.set_index("before").loc[people, "now"].tolist() == pseudonyms(plan, folder)


def pseudonyms(plan, folder):
    """The pseudonyms of three officers by the key in use."""
    key = key_in_use(plan, folder)
    return key.pseudonymised(pd.Series(["O00", "O17", "O35"]), plan.privacy.alike).tolist()


def test_after_several_rotations_it_begins_where_the_accepted_cycle_stands(
    folder, file, monkeypatch
):
    plan = read_plan(folder)
    first = pseudonyms(plan, folder)
    fingerprint = key_in_use(plan, folder).fingerprint
    rotate_key(file)
    second = pseudonyms(plan, folder)
    rotate_key(file)
    assert set(second) <= set(study_crosswalk(plan, folder)["before"])
    monkeypatch.setattr("evalcap.study.crosswalking.accepted_key", lambda _: fingerprint)
    assert set(first) <= set(study_crosswalk(plan, folder)["before"])


@pytest.mark.usefixtures("file")
def test_it_needs_a_key_that_was_rotated_and_a_study_with_pseudonyms(folder, desk):
    with pytest.raises(OneKeyError, match="rotate"):
        study_crosswalk(read_plan(folder), folder)
    bare = desk.write(slug="bare")
    with pytest.raises(NoPseudonymsError, match="bare has no pseudonyms"):
        study_crosswalk(read_plan(bare), bare)
