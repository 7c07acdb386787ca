import pytest

from evalcap.rendering.variables import (
    look_up,
    names_of,
    read_mapping,
    read_variables,
    split_front_matter,
)


def test_front_matter_is_parted_from_the_body():
    header, body = split_front_matter("---\ntitle: A\n---\n\nText\n---\n")
    assert header == "---\ntitle: A\n---\n"
    assert body == "\nText\n---\n"


@pytest.mark.parametrize("text", ["Text only\n", "\n---\na: b\n---\n", "---\nnever ends\n"])
def test_a_document_without_front_matter_is_all_body(text):
    assert split_front_matter(text) == ("", text)


def test_values_stay_as_they_are_written(tmp_path):
    (tmp_path / "_variables.yml").write_text("a: {b: 2.40, c: yes, d: 2026-01-31}\n")
    values = read_variables(tmp_path)
    assert [look_up(values, f"a.{name}") for name in "bcd"] == ["2.40", "yes", "2026-01-31"]


def test_no_variables_are_an_empty_mapping(tmp_path):
    assert read_variables(tmp_path) == {}


def test_an_item_of_a_list_is_found_by_its_place():
    values = {"rows": [{"name": "first"}, {"name": "second"}]}
    assert look_up(values, "rows.1.name") == "second"


@pytest.mark.parametrize("name", ["none", "a.none", "a.b.c", "a", "rows.9"])
def test_a_name_that_holds_no_single_value_gives_none(name):
    assert look_up({"a": {"b": "x"}, "rows": ["y"]}, name) is None


def test_what_is_not_a_mapping_is_refused():
    with pytest.raises(TypeError):
        read_mapping("- a\n- b\n", verbatim=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: wait...", "wait..."),
        ("---\na: x---\n---\n", "x---"),
        ("---\na: x\n...\n", "x"),
        ("\n a: x\n", "x"),
    ],
)
def test_only_whole_lines_delimit(text, value):
    assert read_mapping(text, verbatim=True) == {"a": value}


@pytest.mark.parametrize("text", ["", "---\n---\n", "# a comment\n"])
def test_nothing_is_an_empty_mapping(text):
    assert read_mapping(text, verbatim=False) == {}


def test_every_single_value_has_a_dotted_name():
    values = {"study": {"title": "A"}, "score": {"main": {"point": "2", "parts": ["1"]}}}
    assert [*names_of(values)] == ["study.title", "score.main.point"]
