import re
from string import Formatter
from typing import get_args

import pytest

from evalcap.errors.codelists import UnknownCodeError
from evalcap.programmes import NAMES, programme
from evalcap.programmes.column import Tag
from evalcap.programmes.declaration import code_list, read_file, read_programme, resolved

LANGUAGES = ("en", "fr", "es")


def _declared():
    """Every column as its file declares it, by file and name."""
    files = {name: read_file(name)["columns"] for name in NAMES} | {"shared": read_file("shared")}
    return [
        (file, name, column) for file, columns in files.items() for name, column in columns.items()
    ]


def _used():
    tables = [table for name in NAMES for table in programme(name).tables]
    return {column.name for table in tables for column in table.columns}


def _texts():
    """Every text in three languages that a form may show."""
    labels = [column["label"] for _, _, column in _declared()]
    labels += [words for codes in read_file("codes").values() for words in codes.values()]
    labels += [
        part["title"] for n in NAMES for t in read_file(n)["tables"] for part in t["sections"]
    ]
    return [*labels, *read_file("phrases").values()]


def _column(**entries):
    words = dict.fromkeys(LANGUAGES, "Score")
    entry = {"type": "number", "label": words, "definition": "A score.", "source": "evalcap"}
    return resolved({"score": {**entry, **entries}})["score"]


def test_a_column_carries_its_source_in_words_and_its_code_list():
    column = _column(type="category", codes="line", source="inspection")
    assert column.allowed == ("first", "second", "forensic")
    assert column.source == "Levels of document inspection in border control"


@pytest.mark.parametrize("tags", [{"compact": ["11(h)"]}, {"compact": ["24"]}, {"sdg": ["99.1"]}])
def test_a_column_that_informs_what_does_not_exist_is_refused(tags):
    with pytest.raises(UnknownCodeError):
        _column(**tags)


@pytest.mark.parametrize(
    "wrong", [{"dac": ["success"]}, {"trip": "scanners"}, {"tags": ["nice"]}, {"colour": "red"}]
)
def test_a_criterion_an_element_a_tag_or_a_key_that_does_not_exist_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        _column(**wrong)


def test_a_table_says_which_of_its_columns_every_row_needs():
    officers = read_programme("training").tables[0]
    assert {c.name for c in officers.columns if c.required} == {"officer", "timepoint"}


def test_no_column_is_declared_twice_and_none_in_vain():
    names = [name for _, name, _ in _declared()]
    assert len(names) == len(set(names))
    assert set(names) == _used()


def test_what_columns_share_is_used():
    declared = [column for _, _, column in _declared()]
    assert {c["codes"] for c in declared if "codes" in c} == set(read_file("codes")) - {"boolean"}
    assert {c["source"] for c in declared} == set(read_file("sources"))
    assert {tag for c in declared for tag in c.get("tags", ())} == set(get_args(Tag))


def test_a_column_named_by_another_stands_in_a_table_with_it():
    tables = [table for name in NAMES for table in programme(name).tables]
    for table in tables:
        for column in table.columns:
            named = {column.coarser_than, column.not_below, column.not_above} - {""}
            assert all(
                any({c, column.name} <= {x.name for x in t.columns} for t in tables) for c in named
            )


@pytest.mark.parametrize("name", NAMES)
def test_a_condition_names_a_column_of_the_table_and_values_that_it_has(name):
    for table in programme(name).tables:
        columns = {column.name: column for column in table.columns}
        conditions = [part.asked_if for part in (*table.sections, *table.columns) if part.asked_if]
        for condition in conditions:
            column = columns[condition.column]
            known = ("0", "1") if column.type == "boolean" else column.allowed
            assert set(condition.values) <= set(known)


def test_disability_is_a_lot_of_difficulty_or_more_in_any_of_six_domains():
    rule = programme("reintegration").column("disability").any_of
    numbers = {code.name: code.number for code in code_list("washington_group").codes}
    assert len(rule.columns) == 6
    assert {numbers[value] for value in rule.values} == {3, 4}


def test_codes_of_a_list_differ():
    for codes in read_file("codes").values():
        for language in LANGUAGES:
            assert len({words[language] for words in codes.values()}) == len(codes)


def test_every_text_is_there_in_three_languages():
    for words in _texts():
        assert all(words[language].strip() == words[language] != "" for language in LANGUAGES)


def test_facts_stand_in_a_phrase_in_every_language():
    for phrase in read_file("phrases").values():
        facts = [
            {field for _, field, _, _ in Formatter().parse(phrase[lang])} for lang in LANGUAGES
        ]
        assert facts[0] == facts[1] == facts[2]


def test_french_keeps_its_signs_from_the_next_line_and_spanish_opens_its_questions():
    for words in _texts():
        assert not re.search(r"[^\u00a0][?:;!]", words["fr"]), words["fr"]
        assert words["es"].startswith("¿") == words["es"].endswith("?") or "¿" in words["es"]
        assert words["en"].endswith("?") == words["fr"].endswith("?") == words["es"].endswith("?")
