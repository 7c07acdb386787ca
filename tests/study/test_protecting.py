import pandas as pd
import pytest

from evalcap.errors.personal_data import DirectIdentifiersError, PrivacyColumnsError
from evalcap.privacy.pseudonyms.key_file import new_key, rotate_key
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.protecting import protect
from evalcap.study.reading import read_plan


def protected(folder):
    plan = read_plan(folder)
    return protect(plan, folder, read_sources(plan, folder, {}))


def privacy(text):
    return f"\n[privacy]\n{text}\n"


@pytest.fixture
def named(frame):
    """The invented officers, with phones and names of persons, and a note on some."""
    number = frame["officer"].str[1:].astype(int)
    return frame.assign(
        Phone=[f"020 7946 0{n:03}" for n in number],
        officer=["Officer " + chr(97 + n // 26) + chr(97 + n % 26) for n in number],
    )


@pytest.fixture
def _key(tmp_path_factory, monkeypatch):
    file = tmp_path_factory.mktemp("settings") / "keys.json"
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", str(file))
    new_key(file)


def test_every_column_that_nobody_decided_on_is_named_at_once(desk, named):
    with pytest.raises(DirectIdentifiersError) as caught:
        protected(desk.write(frame=named))
    assert [(c.file, c.column, dict(c.kinds)) for c in caught.value.columns] == [
        ("tests", "officer", {"names of persons": 108}),
        ("tests", "Phone", {"phone numbers": 108}),
    ]
    assert 'drop = ["Phone"]' in caught.value.do
    assert 'pseudonymise = ["officer"]' in caught.value.do


def test_the_message_holds_no_value(desk, named):
    with pytest.raises(DirectIdentifiersError) as caught:
        protected(desk.write(frame=named))
    assert not [v for v in (*named["Phone"], *named["officer"]) if v in str(caught.value)]


def test_what_is_dropped_is_gone_before_prepare_sees_it(desk, plan, named):
    prepare = (
        "def prepare(s):\n    assert 'Phone' not in s['tests'].frame\n    return s['tests'].frame\n"
    )
    decided = privacy('drop = ["Phone"]\njustified = { officer = "invented" }')
    folder = desk.write(plan(more=decided), frame=named, files={"prepare.py": prepare})
    assert "Phone" not in protected(folder).frame


@pytest.mark.usefixtures("_key")
def test_a_person_keeps_one_pseudonym_in_every_file_and_wave(desk, plan, named):
    other = named[["officer", "hours"]].drop_duplicates("officer").assign(badge_held=1)
    other["officer"] = other["officer"].str.upper() + " "
    source = '\n[[sources]]\nname = "badges"\npath = "badges.csv"\n'
    prepare = (
        "def prepare(s):\n    more = s['badges'].frame[['officer', 'badge_held']]\n"
        "    return s['tests'].frame.merge(more, on='officer', validate='many_to_one')\n"
    )
    decided = privacy('pseudonymise = ["officer"]\ndrop = ["Phone"]')
    files = {"prepare.py": prepare, "badges.csv": other.to_csv(index=False)}
    made = protected(desk.write(plan(more=source + decided), frame=named, files=files))
    assert len(made.frame) == len(named)
    pairs = pd.DataFrame({"now": made.frame["officer"], "before": named["officer"].to_numpy()})
    assert pairs.drop_duplicates().shape[0] == named["officer"].nunique() == 36
    assert made.frame["officer"].str.fullmatch("psn-[a-z2-7]{16}").all()
    assert len(made.key) == 16


@pytest.mark.usefixtures("_key")
def test_a_pseudonymised_study_is_standardised_as_any(desk, plan, named):
    renamed = named.rename(columns={"officer": "Officer no."})
    text = plan(
        ('score = "Test score"', 'score = "Test score"\nofficer = "Officer no."\nphone = "Phone"'),
        more=privacy('pseudonymise = ["officer"]\ndrop = ["phone"]'),
    )
    folder = desk.write(text, frame=renamed)
    frame = standard_dataset(read_plan(folder), protected(folder)).frame
    assert frame["officer"].nunique() == 36
    assert "phone" not in frame


def test_a_justified_column_stays_as_it_is(desk, plan, named):
    decided = privacy('justified = { officer = "invented", Phone = "kept for inventions" }')
    made = protected(desk.write(plan(more=decided), frame=named))
    assert made.frame["Phone"].tolist() == named["Phone"].tolist()
    assert made.key is None


def test_a_column_that_nothing_takes_over_is_told_and_stops_nothing(desk, named):
    prepare = (
        "def prepare(s):\n    frame = s['tests'].frame.drop(columns='Phone')\n"
        "    return frame.assign(officer=[f'O{i // 3}' for i in range(len(frame))])\n"
    )
    made = protected(desk.write(frame=named, files={"prepare.py": prepare}))
    assert [(i.file, i.column, i.kind) for i in made.left_out] == [
        ("tests", "officer", "person_name"),
        ("tests", "Phone", "phone"),
    ]


def test_what_prepare_makes_is_looked_at_too(desk):
    prepare = "def prepare(s):\n    return s['tests'].frame.assign(who='officer@example.org')\n"
    with pytest.raises(DirectIdentifiersError, match=r"prepare\.py, 'who': e-mail addresses"):
        protected(desk.write(files={"prepare.py": prepare}))


def test_the_header_counts_although_the_mapping_gives_another_name(desk, plan, frame):
    renamed = frame.rename(columns={"officer": "Case number"})
    text = plan(('score = "Test score"', 'score = "Test score"\nofficer = "Case number"'))
    with pytest.raises(DirectIdentifiersError, match="'Case number': case numbers in 108 cells"):
        protected(desk.write(text, frame=renamed))


def test_values_are_searched_by_what_the_mapping_says_they_are(desk, plan, named):
    renamed = named.drop(columns="Phone").rename(columns={"officer": "Code"})
    text = plan(('score = "Test score"', 'score = "Test score"\nofficer = "Code"'))
    with pytest.raises(DirectIdentifiersError, match="'Code': names of persons in 108 cells"):
        protected(desk.write(text, frame=renamed))


def test_phone_numbers_of_the_study_s_countries_are_known(desk, plan, frame):
    numbers = frame.assign(q9=[f"0244{i:06}" for i in range(len(frame))])
    countries = ('commissioner = "none"', 'commissioner = "none"\ncountries = ["Ghana"]')
    assert "q9" in protected(desk.write(frame=numbers)).frame
    with pytest.raises(DirectIdentifiersError, match="'q9': phone numbers"):
        protected(desk.write(plan(countries), frame=numbers))


def test_a_misspelt_column_is_a_mistake_with_a_suggestion(desk, plan):
    decided = privacy('drop = ["regoin"]\njustified = { nowhere = "really" }')
    with pytest.raises(PrivacyColumnsError) as caught:
        protected(desk.write(plan(more=decided)))
    assert caught.value.absent == {"regoin": ["region"], "nowhere": []}


def test_a_clean_study_needs_nothing(desk):
    made = protected(desk.write())
    assert (made.left_out, made.key) == ((), None)


def test_a_dropped_measure_is_not_gathered(desk, plan, frame):
    wide = frame.query("wave == 1").drop(columns="wave")
    for wave in (1, 2, 3):
        wide[f"Score {wave}"], wide[f"Comment {wave}"] = (
            wide["Test score"] + wave,
            "it was all right",
        )
    times = [{str(w): f"{n} {w}" for w in (1, 2, 3)} for n in ("Score", "Comment")]
    tables = [", ".join(f'{t} = "{h}"' for t, h in each.items()) for each in times]
    gathered = f'\n[wide]\ntime = "wave"\n[wide.columns]\nscore = {{ {tables[0]} }}\n'
    gathered += f"comment = {{ {tables[1]} }}\n"
    text = plan(
        ('[columns]\nscore = "Test score"\n', ""), more=gathered + privacy('drop = ["comment"]')
    )
    folder = desk.write(text, frame=wide.drop(columns="Test score"))
    standard = standard_dataset(read_plan(folder), protected(folder)).frame
    assert len(standard) == 108
    assert not [name for name in standard if "omment" in name]


@pytest.mark.usefixtures("_key")
def test_columns_of_one_name_are_each_replaced(desk, plan, named):
    prepare = (
        "import pandas as pd\ndef prepare(s):\n    f = s['tests'].frame\n"
        "    f['trainer'] = 'Ama Owusu'\n"
        "    return pd.concat([f, f['trainer']], axis=1)\n"
    )
    decided = privacy('pseudonymise = ["officer", "trainer"]\ndrop = ["Phone"]')
    made = protected(desk.write(plan(more=decided), frame=named, files={"prepare.py": prepare}))
    assert made.frame["trainer"].shape == (108, 2)
    assert (
        made.frame["trainer"].apply(lambda c: c.str.startswith("psn-").all()).tolist() == [True] * 2
    )


def test_a_wave_of_which_only_old_pseudonyms_are_left_goes_on_after_a_rotation(
    desk, plan, named, tmp_path_factory, monkeypatch
):
    file = tmp_path_factory.mktemp("settings") / "keys.json"
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", str(file))
    new_key(file)
    text = plan(more=privacy('pseudonymise = ["officer"]\ndrop = ["Phone"]'))
    before = protected(desk.write(text, frame=named)).frame["officer"]
    rotate_key(file)
    first = named["wave"] == 1
    half = named.assign(officer=before.where(first, named["officer"]))
    made = protected(desk.write(text, frame=half)).frame
    assert made["officer"].nunique() == 36
    assert set(made["officer"]).isdisjoint(before)
    assert made.groupby("officer").size().eq(3).all()
