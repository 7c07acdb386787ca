import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalcap import simulate
from evalcap.privacy.identifiers import find_identifiers
from evalcap.programmes import programme

CLEAN = {
    "training": simulate.simulate_training,
    "document_verification": simulate.simulate_document_verification,
    "reintegration": simulate.simulate_reintegration,
}
PLANTED = pd.DataFrame(
    {
        "officer": ["Awa Diop", "OFF-002", "OFF-003"],
        "Phone": ["020 7946 0958", "020 7946 0959", None],
        "q7": ["officer@example.org", "none", "none"],
        "dob": ["1974-08-12", "1980-01-01", "1990-02-02"],
        "score": [50.0, 60.0, 70.0],
    }
)


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_clean_data_raise_no_alarm(name, seed):
    frame = CLEAN[name](seed=seed).frame
    regions = ["GH", "SN", "TG", "FR", "US"]
    assert find_identifiers(frame, schema=programme(name), regions=regions) == ()
    assert find_identifiers(frame, regions=regions) == ()


def test_everything_planted_is_found_with_its_count():
    found = find_identifiers(PLANTED, file="tests", schema=programme("training"))
    assert [(i.column, i.kind, i.n, i.by) for i in found] == [
        ("officer", "person_name", 1, "declared"),
        ("Phone", "phone", 2, "header"),
        ("q7", "email", 1, "values"),
        ("dob", "date_of_birth", 3, "header"),
    ]
    assert {i.file for i in found} == {"tests"}


# Invented persons; the numbers are kept free of subscribers, or are examples of a standard.
ROWS = {
    "name": ["Awa Diop", "Luis Ortega", "Samir Haddad"],
    "phone": ["020 7946 0958", "020 7946 0959", "020 7946 0960"],
    "birth": ["12/08/1974", "01/02/1980", "03/04/1990"],
    "passport": ["L8989023", "L8989024", "L8989025"],
    "note": ["it was all right", "we were treated well", "no time for questions"],
}
SHEETS = {
    "English": ["Full name", "Mobile number", "Date of birth", "Passport no.", "Comments"],
    "French": ["Nom et prénom", "N° de téléphone", "Date de naissance", "Passeport", "Remarques"],
    "Spanish": ["Apellidos", "Teléfono", "Fecha de nacimiento", "Pasaporte", "Observaciones"],
    "Arabic in Latin": ["Ism kamil", "Raqm al-hatif", "Tarikh al-milad", "Jawaz", "Mulahazat"],
    "Arabic": ["الاسم الكامل", "رقم الهاتف", "تاريخ الميلاد", "رقم الجواز", "ملاحظات"],
}


@pytest.mark.parametrize("language", SHEETS)
def test_a_register_of_persons_is_found_in_each_language(language):
    frame = pd.DataFrame(ROWS).set_axis(SHEETS[language], axis=1)
    kinds = ["person_name", "phone", "date_of_birth", "passport_number", "free_text"]
    assert [(i.kind, i.n) for i in find_identifiers(frame)] == [(kind, 3) for kind in kinds]


@settings(deadline=None)  # the first codes load what knows national numbers
@given(
    st.lists(
        st.from_regex(r"(OFF|RET|POST|COM|KE|A)[-_ ]?[0-9]{1,5}|[0-9]{1,6}", fullmatch=True),
        min_size=1,
        max_size=30,
    )
)
def test_codes_of_persons_and_places_raise_no_alarm(codes):
    frame = pd.DataFrame({"officer": codes, "border_post": codes, "team": codes})
    assert find_identifiers(frame, schema=programme("training"), regions=["KE", "SN"]) == ()


def test_what_is_found_holds_no_value_of_any_cell():
    found = repr(find_identifiers(PLANTED, schema=programme("training")))
    cells = [str(cell) for name in PLANTED for cell in PLANTED[name].dropna() if len(str(cell)) > 4]
    assert not [cell for cell in cells if cell in found]


def test_a_label_is_read_like_a_header():
    frame = pd.DataFrame({"q12": ["Ama Owusu", "Kofi Mensah"]})
    assert find_identifiers(frame) == ()
    (one,) = find_identifiers(frame, labels={"q12": "Name of the respondent"})
    assert (one.kind, one.by) == ("person_name", "header")


def test_a_column_may_hold_several_kinds():
    frame = pd.DataFrame({"comments": ["please write to officer@example.org", "it was all right"]})
    assert [i.kind for i in find_identifiers(frame)] == ["email", "free_text"]


def test_pseudonyms_are_no_identifiers_and_a_slip_among_them_is():
    pseudonyms = ["psn-abcdefghijklmnop", "psn-qrstuvwxyz234567"]
    frame = pd.DataFrame({"Phone": pseudonyms, "officer": [*pseudonyms[:1], "Awa Diop"]})
    assert [i.column for i in find_identifiers(frame, schema=programme("training"))] == ["officer"]


def test_an_empty_table_and_empty_columns_are_passed_over():
    assert find_identifiers(pd.DataFrame({"phone": [None, None], "email": ["", " "]})) == ()
    assert find_identifiers(pd.DataFrame()) == ()


def test_columns_of_one_name_are_each_looked_at():
    frame = pd.DataFrame([["a@example.org", "x"]], columns=["a", "a"])
    assert [i.kind for i in find_identifiers(frame)] == ["email"]


def test_names_are_found_in_a_column_that_a_study_declares_to_be_about_persons():
    frame = pd.DataFrame({"participant_code": ["Ama Owusu", "P-002"]})
    assert find_identifiers(frame) == ()
    (one,) = find_identifiers(frame, persons=["participant_code"])
    assert (one.kind, one.n, one.by) == ("person_name", 1, "declared")


def _register(**more):
    days = pd.to_datetime("1962-03-05") + pd.to_timedelta([391 * i for i in range(40)], "D")
    codes = [f"OFF-{i:03}" for i in range(40)]
    return pd.DataFrame({"officer": codes, "q9": days.strftime("%d/%m/%Y"), **more})


def test_dates_of_birth_are_found_by_the_ages_they_give_in_a_table_of_persons():
    frame = _register(trained_on="2023-05-04")
    (one,) = find_identifiers(frame, schema=programme("training"))
    assert (one.column, one.kind, one.n, one.by) == ("q9", "date_of_birth", 40, "values")
    # A table of places, or a programme so long ago that nobody had an age.
    places = frame.rename(columns={"officer": "border_post"})
    assert find_identifiers(places, schema=programme("training")) == ()
    long_ago = pd.Timestamp("1975-12-31").date()
    assert find_identifiers(frame, schema=programme("training"), until=long_ago) == ()


def test_declared_dates_are_no_dates_of_birth():
    known = next(
        c.name for t in programme("training").tables for c in t.columns if c.type == "date"
    )
    frame = _register().rename(columns={"q9": known})
    assert find_identifiers(frame, schema=programme("training")) == ()
