import pytest

from evalcap.privacy.identifiers.headers import kinds_by_header, words_of
from evalcap.programmes import programme

PROGRAMMES = ("training", "document_verification", "reintegration")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Phone", "phone"),
        ("phone_1", "phone"),
        ("mobileNumber", "phone"),
        ("Numéro de téléphone", "phone"),
        ("Teléfono", "phone"),
        ("raqm_al_hatif", "phone"),
        ("رقم الهاتف", "phone"),
        ("E-mail address", "email"),
        ("Courriel", "email"),
        ("Passport No.", "passport_number"),
        ("N° de passeport", "passport_number"),
        ("pasaporte", "passport_number"),
        ("jawaz_al_safar", "passport_number"),
        ("MRZ line 2", "machine_readable_zone"),
        ("respondent/first_name", "person_name"),
        ("FirstName", "person_name"),
        ("Nom et prénoms", "person_name"),
        ("Apellidos", "person_name"),
        ("ism_kamil", "person_name"),
        ("Name", "person_name"),
        ("Date of birth", "date_of_birth"),
        ("DOB", "date_of_birth"),
        ("date_naissance", "date_of_birth"),
        ("fecha de nacimiento", "date_of_birth"),
        ("tarikh al-milad", "date_of_birth"),
        ("MiMOSA case no.", "case_number"),
        ("N° de dossier", "case_number"),
        ("raqm al-malaf", "case_number"),
        ("National ID", "national_id"),
        ("cédula", "national_id"),
        ("Matricule", "staff_number"),
        ("_gps_latitude", "coordinates"),
        ("IBAN", "bank_account"),
        ("Observaciones", "free_text"),
        ("trainer_comment", "free_text"),
    ],
)
def test_usual_headers_announce_their_kind(header, kind):
    assert kind in kinds_by_header(header)


@pytest.mark.parametrize(
    "header",
    [
        "site_name",
        "country name",
        "name_of_post",
        "course",
        "telling",
        "latency",
        "platform",
        "longest",
        "Comment jugez-vous votre logement ?",
        "nominal",
        "passports_examined",
    ],
)
def test_other_headers_announce_nothing(header):
    assert kinds_by_header(header) == ()


@pytest.mark.parametrize("name", PROGRAMMES)
def test_no_canonical_name_announces_an_identifier(name):
    columns = [c.name for table in programme(name).tables for c in table.columns]
    assert [c for c in columns if kinds_by_header(c)] == []


def test_a_header_is_taken_apart_into_plain_words():
    assert words_of("Q17_NuméroDeTéléphone (2)") == ("q17", "numero", "de", "telephone", "2")
