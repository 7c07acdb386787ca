import pytest

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.personal_data import KeyChangedError
from evalcap.privacy.pseudonyms.key_file import new_key, rotate_key
from evalcap.study.study import Study

SEX = '\n[privacy]\nquasi_identifiers = ["sex", "region"]\nsensitive = ["hours"]\nk = {k}\n'


def findings(validation):
    return {f.id: f for f in validation.findings if f.id.startswith("privacy/")}


@pytest.mark.usefixtures("quick")
def test_a_check_says_what_was_decided_and_what_was_not_asked_for(desk):
    found = findings(desk.study().check())
    assert found["privacy/direct_identifiers"].status == "met"
    asked = found["privacy/k_anonymity"]
    assert asked.status == "not_applicable"
    assert asked.columns == ("sex",)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("k", "status", "n"), [(9, "met", 0), (10, "unmet", 54)])
def test_persons_are_counted_by_combination_and_not_records(desk, plan, k, status, n):
    # By hand: 9 men, all in the south; 9 women in the south and 18 in the north; 3 waves each.
    found = findings(desk.study(plan(more=SEX.format(k=k))).check())["privacy/k_anonymity"]
    assert (found.status, found.n_unexpected, found.n_checked) == (status, n, 108)
    assert len(found.keys) == n
    assert not [key for key in found.keys if str(key[0]) in str(found)]


@pytest.mark.usefixtures("quick")
def test_a_secret_that_all_share_is_found(desk, plan, frame):
    text = plan(more=SEX.format(k=2))
    found = findings(desk.study(text).check())
    assert found["privacy/l_diversity/hours"].status == "met"
    alike = frame.assign(hours=frame["hours"].where(frame["sex"] == "female", 7.0))
    found = findings(desk.study(text, frame=alike).check())
    assert found["privacy/l_diversity/hours"].status == "unmet"


@pytest.mark.usefixtures("quick")
def test_what_raw_files_hold_beside_is_listed(desk, frame):
    prepare = "def prepare(s):\n    return s['tests'].frame.drop(columns='Phone')\n"
    named = frame.assign(Phone="020 7946 0958")
    found = findings(desk.study(frame=named, files={"prepare.py": prepare}).check())
    left = found["privacy/left_out/tests/Phone"]
    assert (left.severity, left.status) == ("info", "unmet")
    assert "phone numbers" in left.what


@pytest.mark.usefixtures("quick")
def test_columns_that_the_data_lack_are_a_mistake(desk, plan):
    text = plan(more=SEX.format(k=2).replace("region", "nationality"))
    with pytest.raises(ColumnNotFoundError, match="'nationality'"):
        desk.study(text).check()


@pytest.mark.usefixtures("quick")
def test_evidence_holds_the_settings_and_what_they_achieved(desk, plan, frame):
    more = SEX.format(k=10) + 'drop = ["Phone"]\njustified = { score = "no person" }\n'
    more += "\n[retention]\nuntil = 2030-01-01\n"
    named = frame.assign(Phone="020 7946 0958")
    privacy = desk.study(plan(more=more), frame=named).run().privacy
    assert (privacy.dropped, privacy.justified) == (("Phone",), {"score": "no person"})
    assert (str(privacy.kept_until), privacy.key) == ("2030-01-01", None)
    assert (privacy.k, privacy.k_asked, privacy.l) == ("<10", 10, 5)


@pytest.mark.usefixtures("quick")
def test_a_finding_says_what_singles_out_and_what_would_help(desk, plan):
    found = findings(desk.study(plan(more=SEX.format(k=10))).check())["privacy/k_anonymity"]
    # Nine men and nine women of the south are too few; without sex they are eighteen together,
    # without the region only the men are left.
    assert "Singled out by: sex. What would help: without sex; without region." in found.why


@pytest.mark.usefixtures("quick")
def test_a_study_without_settings_records_none(desk):
    privacy = desk.study().run().privacy
    assert privacy == type(privacy)()


@pytest.mark.usefixtures("quick")
def test_a_cycle_with_another_key_is_refused_until_the_rotated_one_is_accepted(
    desk, plan, tmp_path_factory, monkeypatch
):
    file = tmp_path_factory.mktemp("settings") / "keys.json"
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", str(file))
    first = new_key(file).present.fingerprint
    folder = desk.write(plan(more='\n[privacy]\npseudonymise = ["officer"]\n'))
    Study.read(folder).accept()
    evidence = Study.read(folder).run()
    assert (evidence.privacy.key, evidence.privacy.pseudonymised) == (first, ("officer",))
    assert file.read_text().split('"secret": "')[1][:64] not in evidence.model_dump_json()
    second = rotate_key(file).present.fingerprint
    with pytest.raises(
        KeyChangedError, match=f"made with key {first}, and the present key is {second}"
    ):
        Study.read(folder).run()
    Study.read(folder).accept()
    assert Study.read(folder).run().privacy.key == second


@pytest.mark.usefixtures("quick")
def test_nothing_of_a_person_is_left_in_evidence_and_findings(
    desk, plan, frame, tmp_path_factory, monkeypatch
):
    file = tmp_path_factory.mktemp("settings") / "keys.json"
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", str(file))
    secret = new_key(file).present.secret.hex()
    number = frame["officer"].str[1:].astype(int)
    named = frame.assign(
        officer=[f"Kwabena {'abcdef'[n // 6]}{'ghijkl'[n % 6]}usu" for n in number],
        Phone=[f"020 7946 0{n:03}" for n in number],
    )
    more = '\n[privacy]\npseudonymise = ["officer"]\ndrop = ["Phone"]\n'
    study = desk.study(plan(more=more), frame=named)
    told = study.run().model_dump_json() + repr(study.check().findings)
    private = [*named["officer"], *named["Phone"], "Kwabena", "7946", "psn-", secret]
    assert not [text for text in private if text in told]
