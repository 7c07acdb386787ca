"""A small programme's form, its answers, and exports of them as the servers write them.

All of it is made up. How headers and cells are written follows KoboToolbox's exporter (formpack)
and ODK Central's, so that what is read can be compared with the answers that were written.
"""

import csv
import io
from dataclasses import dataclass
from types import SimpleNamespace

import openpyxl
import pytest

LANGUAGES = ("English (en)", "Français (fr)", "العربية (ar)")
LABELS = [f"label::{language}" for language in LANGUAGES]

# type, name, labels in three languages
SURVEY = [
    ("start", "start", "", "", ""),
    ("begin_group", "person", "The person", "La personne", "الشخص"),
    ("text", "case_code", "Case number", "Numéro de dossier", "رقم"),
    ("integer", "age", "Age", "Âge", "العمر"),
    ("select_one sex", "sex", "Sex", "Sexe", "الجنس"),
    ("begin_group", "home", "Home", "Domicile", "المنزل"),
    ("geopoint", "place", "Place", "Lieu", "المكان"),
    ("select_one likert", "safety", "How safe?", "Quelle sécurité ?", "ما مدى"),
    ("end_group", "", "", "", ""),
    ("end_group", "", "", "", ""),
    ("select_multiple help or_other", "help", "Help received", "Aide reçue", "المساعدة"),
    ("date", "arrival", "Day of arrival", "Jour d'arrivée", "يوم"),
    ("note", "thanks", "Thank you", "Merci", "شكرا"),
    ("calculate", "score", "", "", ""),
    ("image", "photo", "Photo", "Photo", "صورة"),
    ("begin_repeat", "child", "Children", "Enfants", "الأطفال"),
    ("integer", "child_age", "Age", "Âge", "العمر"),
    ("begin_repeat", "school", "Schools", "Écoles", "المدارس"),
    ("text", "school_name", "Name of school", "Nom de l'école", "اسم"),
    ("end_repeat", "", "", "", ""),
    ("end_repeat", "", "", "", ""),
]
CHOICES = [
    ("sex", "f", "Female", "Femme", "أنثى"),
    ("sex", "m", "Male", "Homme", "ذكر"),
    ("likert", "1", "Not at all", "Pas du tout", "لا"),
    ("likert", "2", "Very safe", "Très bonne", "نعم"),
    ("help", "cash", "Cash in hand", "Argent", "مال"),
    ("help", "legal", "Legal advice", "Conseil juridique", "قانون"),
]
OTHER = ("other", *["Other"] * 3)
HELP = [choice[1:] for choice in CHOICES if choice[0] == "help"] + [OTHER]

ANSWERS = [
    {
        "start": "2024-03-01T09:00:00.000+01:00",
        "case_code": "007",
        "age": 31,
        "sex": "f",
        "place": "14.5 -17.25 3.5 4",
        "safety": 2,
        "help": "cash legal",
        "help_other": "",
        "arrival": "2024-02-28",
        "score": "4.5",
        "photo": "a.jpg",
        "child": [{"child_age": 3, "school": []}, {"child_age": 9, "school": ["North", "South"]}],
    },
    {
        "start": "2024-03-02T10:30:00.000+01:00",
        "case_code": "1000",
        "age": "",
        "sex": "m",
        "place": "",
        "safety": "",
        "help": "other",
        "help_other": "A bicycle",
        "arrival": "",
        "score": "3",
        "photo": "",
        "child": [],
    },
    {
        "start": "2024-03-03T08:15:00.000+01:00",
        "case_code": "1001",
        "age": 22,
        "sex": "",
        "place": "15 -16",
        "safety": 1,
        "help": "",
        "help_other": "",
        "arrival": "2024-01-01",
        "score": "",
        "photo": "",
        "child": [{"child_age": 1, "school": ["East"]}],
    },
]


@dataclass(frozen=True)
class Way:
    """One way to export: headers and values as names (language None) or labels, and the rest."""

    language: int | None = None
    separator: str = ""
    multiple: str = "both"

    def word(self, labels, name):
        return name if self.language is None else labels[self.language] or name


def form_rows(survey=SURVEY, choices=CHOICES):
    return {
        "survey": [["type", "name", *LABELS], *survey],
        "choices": [["list_name", "name", *LABELS], *choices],
        "settings": [["form_title", "version"], ["Made up", "v1"]],
    }


def _choice(listed, name, way):
    labels = next((c[2:] for c in CHOICES if c[:2] == (listed, str(name))), OTHER[1:])
    return str(name) if name == "" else way.word(labels, str(name))


def _questions(survey, repeat):
    """Walk through the questions of one table, each with the groups around it."""
    path, within = [], [""]
    for kind, name, *labels in survey:
        if kind == "begin_repeat":
            within.append(name)
        if kind.startswith("begin"):
            path.append((name, labels))
        elif kind.startswith("end_"):
            if kind == "end_repeat":
                within.pop()
            path.pop()
        elif within[-1] == repeat:
            yield kind.split(" ")[0], kind.split(" ")[1:], name, labels, list(path)
            if "or_other" in kind:
                yield "text", [], f"{name}_other", ["Specify other."] * 3, list(path)


def table(rows, way, repeat="", survey=SURVEY):
    """Write one table of an export: its headers, and its rows."""
    headers, columns = [], []
    for kind, rest, name, labels, path in _questions(survey, repeat):
        groups = [way.word(label, group) for group, label in path]
        prefix = "".join(f"{group}{way.separator}" for group in groups) if way.separator else ""
        own = way.word(labels, name)
        given = [row.get(name, "") for row in rows]
        if kind == "select_multiple":
            chosen = [text.split() for text in given]
            if way.multiple != "details":
                headers.append(prefix + own)
                columns.append([" ".join(_choice("help", c, way) for c in cs) for cs in chosen])
            for choice in HELP if way.multiple != "summary" else []:
                word = way.word(choice[1:], choice[0])
                headers.append(f"{prefix}{own}{way.separator or '/'}{word}")
                columns.append([str(int(choice[0] in cs)) if cs else "" for cs in chosen])
            continue
        headers.append(prefix + own)
        columns.append([_choice(rest[0], g, way) for g in given] if kind == "select_one" else given)
        if kind == "geopoint":
            for i, part in enumerate(("latitude", "longitude", "altitude", "precision")):
                headers.append(f"{prefix}_{own}_{part}")
                columns.append([[*str(g).split(), "", "", "", ""][i] for g in given])
        if kind == "image":
            headers.append(f"{prefix}{own}_URL")
            columns.append([f"https://example.org/{g}" if g else "" for g in given])
    return headers, [list(row) for row in zip(*columns, strict=True)] if rows else []


def sheets(way, answers=ANSWERS, survey=SURVEY):
    """Write a workbook's sheets as KoboToolbox does."""
    main = [a | {"_id": 100 + i, "__version__": "v1"} for i, a in enumerate(answers)]
    headers, rows = table(main, way, survey=survey)
    headers += ["_id", "_submission_time", "__version__", "_index"]
    rows = [
        [*row, str(m["_id"]), "2024-03-05T00:00:00", m["__version__"], i]
        for i, (row, m) in enumerate(zip(rows, main, strict=True), start=1)
    ]
    children, schools, keys, school_keys = [], [], [], []
    for i, answer in enumerate(answers, start=1):
        for child in answer["child"]:
            children.append(child)
            keys.append([len(children), "Made up", i, 99 + i])
            for school in child["school"]:
                schools.append({"school_name": school})
                school_keys.append([len(schools), "child", len(children), 99 + i])
    added = ["_index", "_parent_table_name", "_parent_index", "_submission__id"]
    child_headers, child_rows = table(children, way, "child", survey)
    school_headers, school_rows = table(schools, way, "school", survey)
    return {
        "Made up": [headers, *rows],
        "child": [child_headers + added, *(r + k for r, k in zip(child_rows, keys, strict=True))],
        "school": [
            school_headers + added,
            *(r + k for r, k in zip(school_rows, school_keys, strict=True)),
        ],
    }


def as_text(rows):
    """Write a table as KoboToolbox's CSV: semicolons, and quotation marks around every cell."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


@pytest.fixture
def made_up():
    """Everything above, for tests to use."""
    return SimpleNamespace(
        answers=ANSWERS,
        survey=SURVEY,
        choices=CHOICES,
        languages=LANGUAGES,
        form_rows=form_rows,
        as_text=as_text,
        sheets=lambda answers=ANSWERS, survey=SURVEY, **way: sheets(Way(**way), answers, survey),
        table=lambda rows=ANSWERS, repeat="", survey=SURVEY, **way: table(
            rows, Way(**way), repeat, survey
        ),
    )


@pytest.fixture
def save(tmp_path):
    """Save sheets, given as rows, as a workbook."""

    def _save(name, sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append([None if cell == "" else cell for cell in row])
        made.save(tmp_path / name)
        return tmp_path / name

    return _save


@pytest.fixture
def form(save):
    return save("form.xlsx", form_rows())
