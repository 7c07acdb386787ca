import numpy as np
import pandas as pd
import pytest

from evalcap.errors.reading import ReaderOptionError
from evalcap.sources import read_source

WAYS = [
    {"language": language, "separator": separator, "multiple": multiple}
    for language in (None, 0, 1, 2)
    for separator in ("", "/")
    for multiple in ("both", "summary", "details")
] + [{"separator": "-"}, {"language": 0, "separator": ":"}]
NOTICED = {"other_sheets", "form_versions"}


def _problems(source):
    return [str(f) for f in source.findings if f.kind not in NOTICED]


@pytest.fixture
def truth(made_up):
    """The answers themselves, as a frame: what every export must give back."""
    frame = pd.DataFrame(made_up.answers).drop(columns=["child", "start"]).replace("", None)
    text = ["case_code", "sex", "place", "help", "help_other", "photo"]
    numbers = ["age", "safety", "score"]
    frame = frame.astype(dict.fromkeys(text, "str") | dict.fromkeys(numbers, float))
    return frame.assign(arrival=pd.to_datetime(frame["arrival"])).join(_parts())


def _parts():
    nothing = np.nan
    return pd.DataFrame(
        {
            "help/cash": [1, 0, nothing],
            "help/legal": [1, 0, nothing],
            "help/other": [0, 1, nothing],
            "place_latitude": [14.5, nothing, 15],
            "place_longitude": [-17.25, nothing, -16],
            "place_altitude": [3.5, nothing, nothing],
            "place_precision": [4, nothing, nothing],
        }
    )


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_way_to_export_gives_the_answers_back(made_up, save, form, truth, way):
    source = read_source(save("export.xlsx", made_up.sheets(**way)), form=form)
    assert _problems(source) == []
    pd.testing.assert_frame_equal(source.frame[truth.columns], truth)
    child, school = source.tables["child"].frame, source.tables["school"].frame
    assert child["child_age"].tolist() == [3, 9, 1]
    whole = child.merge(source.frame, left_on="_parent_index", right_on="_index")
    assert whole["case_code"].tolist() == ["007", "007", "1001"]
    taught = school.merge(child, left_on="_parent_index", right_on="_index")
    pairs = taught[["school_name", "child_age"]].to_numpy().tolist()
    assert pairs == [["North", 9], ["South", 9], ["East", 1]]


def test_labels_are_there_in_every_language_whatever_the_export_is_in(made_up, save, form):
    for language in (None, 1):
        source = read_source(save("e.xlsx", made_up.sheets(language=language)), form=form)
        assert list(source.translations) == list(made_up.languages)
        french = source.translations["Français (fr)"]
        assert french.columns["age"] == "Âge"
        assert french.codes["sex"] == {"f": "Femme", "m": "Homme"}
        assert french.codes["safety"] == {1: "Pas du tout", 2: "Très bonne"}
        assert french.columns["help/cash"] == "Aide reçue / Argent"
        assert source.column_labels["sex"] == "Sex"
        assert source.value_labels["sex"] == {"f": "Female", "m": "Male"}
        assert source.tables["child"].column_labels == {"child_age": "Age"}


def test_columns_of_the_server_keep_their_names_and_have_types(made_up, save, form):
    frame = read_source(save("e.xlsx", made_up.sheets()), form=form).frame
    assert frame["_id"].tolist() == [100, 101, 102]
    assert frame["_submission_time"][0] == pd.Timestamp(2024, 3, 5)
    assert frame["__version__"].tolist() == ["v1"] * 3
    assert frame["start"][0] == pd.Timestamp("2024-03-01T08:00", tz="UTC")


def test_addresses_of_pictures_stand_beside_them(made_up, save, form):
    frame = read_source(save("e.xlsx", made_up.sheets(language=1)), form=form).frame
    assert frame["photo_URL"][0] == "https://example.org/a.jpg"


def test_an_export_as_text_gives_the_same_and_says_what_it_leaves_out(made_up, write, form, truth):
    path = write("e.csv", made_up.as_text(made_up.sheets(separator="/")["Made up"]))
    source = read_source(path, form=form)
    pd.testing.assert_frame_equal(source.frame[truth.columns], truth, check_like=True)
    assert [(f.kind, "'child'" in f.wrong) for f in source.findings] == [
        ("absent_repeat", True),
        ("absent_repeat", False),
    ]


def test_repeated_groups_can_be_texts_of_their_own(made_up, write, form):
    sheets = made_up.sheets(separator="/")
    main = write("e.csv", made_up.as_text(sheets["Made up"]))
    parts = {
        name: str(write(f"e-{name}.csv", made_up.as_text(sheets[name])))
        for name in ("child", "school")
    }
    source = read_source(main, form=form, repeats=parts)
    assert source.tables["child"].frame["child_age"].tolist() == [3, 9, 1]
    assert source.findings == ()
    assert [record.role for record in source.files] == ["data", "repeat", "repeat", "form"]


def test_a_repeated_group_that_the_form_lacks_is_refused(made_up, write, form):
    path = write("e.csv", made_up.as_text(made_up.sheets()["Made up"]))
    other = write("other.csv", "a;b\n1;2\n")
    with pytest.raises(ReaderOptionError, match="it has: child, school"):
        read_source(path, form=form, repeats={"children": str(other)})


def test_texts_of_odk_central_are_joined_by_its_own_keys(write, form):
    main = write(
        "people.csv",
        "SubmissionDate,start,person-case_code,person-age,person-sex,person-home-place-Latitude,"
        "person-home-place-Longitude,person-home-place-Altitude,person-home-place-Accuracy,"
        "person-home-safety,help,help_other,arrival,thanks,score,photo,meta-instanceID,KEY\n"
        "2024-03-05T00:00:00.000Z,,007,31,f,14.5,-17.25,3.5,4,2,cash legal,,2024-02-28,,4.5,,"
        "uuid:1,uuid:1\n",
    )
    child = write(
        "people-child.csv",
        "child_age,PARENT_KEY,KEY\n3,uuid:1,uuid:1/child[1]\n9,uuid:1,uuid:1/child[2]\n",
    )
    school = write(
        "people-school.csv",
        "school_name,PARENT_KEY,KEY\nNorth,uuid:1/child[2],uuid:1/child[2]/school[1]\n",
    )
    source = read_source(main, form=form, repeats={"child": str(child), "school": str(school)})
    assert source.findings == ()
    assert source.frame.loc[0, "place_latitude"] == 14.5
    assert source.frame.loc[0, "help/legal"] == 1
    joined = source.tables["child"].frame.merge(source.frame, left_on="PARENT_KEY", right_on="KEY")
    assert joined["case_code"].tolist() == ["007", "007"]


def test_a_sheet_that_is_no_repeated_group_is_not_read_and_said_to_be(made_up, save, form):
    sheets = made_up.sheets() | {"Pivot": [["a"], [1]]}
    source = read_source(save("e.xlsx", sheets), form=form)
    assert [(f.kind, f.sheet) for f in source.findings] == [("unknown_sheet", "Pivot")]
    assert list(source.tables) == ["child", "school"]


def test_records_without_a_parent_are_counted_by_their_rows(made_up, save, form):
    sheets = made_up.sheets()
    sheets["child"][2][-2] = 77
    source = read_source(save("e.xlsx", sheets), form=form)
    (finding,) = source.findings
    assert (finding.kind, finding.sheet, finding.examples) == ("orphans", "child", (3,))


def test_a_form_that_changes_changes_the_fingerprint(made_up, save, form):
    path = save("e.xlsx", made_up.sheets())
    before = read_source(path, form=form).sha256
    other = [("sex", "x", "Other", "Autre", "آخر"), *made_up.choices]
    save("form.xlsx", made_up.form_rows(choices=other))
    assert read_source(path, form=form).sha256 != before


def test_several_exports_with_repeated_groups_are_refused(made_up, save, form, tmp_path):
    save("a.xlsx", made_up.sheets())
    save("b.xlsx", made_up.sheets(language=0))
    with pytest.raises(ReaderOptionError, match="export all at once"):
        read_source(tmp_path / "[ab].xlsx", form=form)
