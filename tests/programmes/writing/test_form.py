"""Forms as pyxform, which KoboToolbox and ODK use, understands them."""

import xml.etree.ElementTree as ET

import pytest
from pyxform.xls2xform import convert

from evalcap.programmes import NAMES, programme
from evalcap.programmes.writing.form import table_form
from evalcap.programmes.writing.sheets import workbook_of

XF = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}
TABLES = [(name, table.name) for name in NAMES for table in programme(name).tables]
TYPES = {
    "text": "string",
    "category": "string",
    "boolean": "string",
    "integer": "int",
    "number": "decimal",
    "date": "date",
    "period": "date",
    "datetime": "dateTime",
}
LANGUAGES = {"English (en)", "Français (fr)", "Español (es)"}


def _table(name, table):
    (only,) = programme(name).only([table]).tables
    return only


def _asked(table):
    """The columns that a form should ask for, once, and in order."""
    columns = [c for section in table.sections if section.asked for c in section.columns]
    names = {column.name for column in columns}
    return [m for c in columns if c.coarser_than not in names for m in c.members]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """What pyxform makes of a form, by programme and table, each converted once."""
    folder, known = tmp_path_factory.mktemp("forms"), {}

    def convert_once(name, table):
        if (name, table) not in known:
            form = table_form(programme(name), _table(name, table))
            file = folder / f"{name}-{table}.xlsx"
            sheets = {"survey": form.survey, "choices": form.choices, "settings": form.settings}
            workbook_of(sheets).save(file)
            known[name, table] = convert(str(file), validate=False)
        return known[name, table]

    return convert_once


def _root(result):
    return ET.fromstring(result.xform)  # noqa: S314 - pyxform wrote it just now


def _binds(result):
    """What a form holds about each question, by its name; groups are not questions."""
    binds = _root(result).findall(".//x:bind", XF)
    named = {bind.get("nodeset").split("/")[-1]: bind for bind in binds}
    return {k: v for k, v in named.items() if v.get("type")}


@pytest.mark.parametrize(("name", "table"), TABLES)
class TestEveryForm:
    def test_is_accepted_without_a_warning(self, converted, name, table):
        assert converted(name, table).warnings == []

    def test_asks_for_the_columns_of_its_table_in_order(self, converted, name, table):
        own = ["start", "end"]
        questions = [q for q in _binds(converted(name, table)) if q not in (*own, "instanceID")]
        assert questions == [column.name for column in _asked(_table(name, table))]

    def test_gives_each_question_the_type_of_its_column(self, converted, name, table):
        binds = _binds(converted(name, table))
        for column in _asked(_table(name, table)):
            bind = binds[column.name]
            assert bind.get("calculate") or bind.get("type") == TYPES[column.type]
            assert (bind.get("required") == "true()") == column.required

    def test_offers_the_values_of_its_code_lists(self, converted, name, table):
        root = _root(converted(name, table))
        offered = {
            instance.get("id"): [item.findtext("x:name", namespaces=XF) for item in instance[0]]
            for instance in root.findall(".//x:instance[@id]", XF)
        }
        asked = [column for column in _asked(_table(name, table)) if column.codes]
        for column in asked:
            assert tuple(offered[column.codes.name]) == column.allowed
        lists = {column.codes.name for column in asked}
        assert set(offered) - {"boolean"} == lists
        assert offered.get("boolean", ["1", "0"]) == ["1", "0"]

    def test_speaks_three_languages(self, converted, name, table):
        root = _root(converted(name, table))
        spoken = root.findall(".//x:translation", XF)
        assert {translation.get("lang") for translation in spoken} == LANGUAGES
        texts = [{t.get("id"): t.findtext("x:value", namespaces=XF) for t in s} for s in spoken]
        assert texts[0].keys() == texts[1].keys() == texts[2].keys()
        assert all(text not in ("", "-") for language in texts for text in language.values())


def test_the_reason_to_leave_is_asked_only_of_who_cannot_stay(converted):
    binds = _binds(converted("reintegration", "interviews"))
    assert binds["leave_wish_or_need"].get("relevant").endswith("/able_to_stay  = 'no'")


def test_nothing_but_the_interview_itself_is_asked_without_consent(converted):
    root = _root(converted("reintegration", "interviews"))
    groups = {b.get("nodeset"): b for b in root.findall(".//x:bind", XF) if not b.get("type")}
    gated = [n for n, b in groups.items() if (b.get("relevant") or "").endswith("/consent  = '1'")]
    first = "/data/section_the_interview/"
    asked = [b.get("nodeset") for b in _binds(converted("reintegration", "interviews")).values()]
    inside = [n for n in asked if n.count("/") > 2 and not n.startswith((first, "/data/meta"))]
    assert len(inside) > 50
    assert all(any(n.startswith(f"{group}/") for group in gated) for n in inside)


def test_disability_is_computed_from_the_six_questions(converted):
    bind = _binds(converted("reintegration", "interviews"))["disability"]
    assert bind.get("calculate").count("a_lot_of_difficulty") == 6
    assert _binds(converted("reintegration", "cases"))["disability"].get("calculate") is None


def test_a_date_does_not_come_before_the_one_that_it_follows(converted):
    constraint = _binds(converted("training", "courses"))["training_end"].get("constraint")
    assert "training_start  = '' or . >=" in constraint


@pytest.mark.parametrize("name", ["wg_seeing", "belonging"])
def test_where_the_wording_is_official_the_form_says_so_and_claims_none(name):
    form = table_form(programme("reintegration"), _table("reintegration", "interviews"))
    (row,) = (row for row in form.survey if row.get("name") == name)
    whose = programme("reintegration").column(name).official_wording
    assert row["hint::English (en)"] == f"Read out the official question instead ({whose})."


def test_a_group_of_questions_follows_another(clinic):
    form = table_form(clinic, clinic.tables[0])
    assert [(row["type"], row.get("name")) for row in form.survey] == [
        ("start", "start"),
        ("end", "end"),
        ("begin_group", "section_visit"),
        ("text", "patient"),
        ("text", "doctor"),
        ("select_one boolean", "agrees"),
        ("date", "started"),
        ("date", "ended"),
        ("calculate", "days"),
        ("end_group", None),
        ("begin_group", "section_body"),
        ("select_one pain", "back"),
        ("select_one pain", "neck"),
        ("calculate", "hurts"),
        ("text", "why"),
        ("decimal", "age"),
        ("decimal", "answer_01"),
        ("decimal", "answer_02"),
        ("end_group", None),
    ]


def test_a_changed_form_gets_another_version_and_the_same_form_the_same(clinic):
    def version(schema):
        return table_form(schema, schema.tables[0]).settings[0]["version"]

    other = clinic.model_copy(update={"tables": (clinic.tables[1],)})
    assert version(clinic) == version(clinic.model_copy())
    assert version(clinic) != version(other)
