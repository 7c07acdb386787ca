import openpyxl
import pytest

from evalcap.errors.reading import FormError
from evalcap.programmes.writing.folder import write_schema
from evalcap.sources.odk.xlsform import read_form
from evalcap.sources.opening import open_raw
from evalcap.sources.options import Limits


@pytest.fixture
def read(save):
    def _read(survey, choices=(), **more):
        sheets = {"survey": survey, "choices": [["list_name", "name", "label"], *choices]} | more
        path = save("form.xlsx", {k: v for k, v in sheets.items() if v})
        return read_form(open_raw(path, "form.xlsx", "xlsx", "", Limits()), Limits())

    return _read


HEAD = ["type", "name", "label"]
YES_NO = [["yn", "yes", "Yes"], ["yn", "no", "No"]]


def _problems(read, *args, **more):
    with pytest.raises(FormError) as caught:
        read(*args, **more)
    return caught.value.problems


def test_questions_know_their_groups_and_the_repeat_around_them(made_up, save):
    path = save("form.xlsx", made_up.form_rows())
    form = read_form(open_raw(path, "form.xlsx", "xlsx", "", Limits()), Limits())
    places = {q.name: (q.path, q.repeat) for q in form.questions}
    assert places["start"] == ((), ())
    assert places["safety"] == (("person", "home"), ())
    assert places["child_age"] == (("child",), ("child",))
    assert places["school_name"] == (("child", "school"), ("child", "school"))
    assert form.repeats == (("child",), ("child", "school"))
    assert form.languages == made_up.languages
    assert form.groups["person", "home"]["Français (fr)"] == "Domicile"


@pytest.mark.parametrize(
    ("kind", "is_kind"),
    [
        ("text", "text"),
        ("integer", "number"),
        ("decimal", "number"),
        ("range", "number"),
        ("date", "date"),
        ("dateTime", "moment"),
        ("today", "date"),
        ("end", "moment"),
        ("geopoint", "geopoint"),
        ("calculate", "calculate"),
        ("note", "note"),
        ("image", "media"),
        ("barcode", "text"),
        ("time", "text"),
        ("acknowledge", "text"),
        ("select_one yn", "select_one"),
        ("select one yn", "select_one"),
        ("select1 yn", "select_one"),
        ("select one from yn", "select_one"),
        ("select_multiple yn", "select_multiple"),
        ("select all that apply from yn", "select_multiple"),
        ("select_one_from_file posts.csv", "text"),
    ],
)
def test_every_way_to_write_a_type_is_known(read, kind, is_kind):
    form = read([HEAD, [kind, "q", "Question"]], YES_NO)
    assert [question.kind for question in form.questions] == [is_kind]


@pytest.mark.parametrize("word", ["begin_group", "begin group", "begin  group"])
def test_groups_are_begun_in_several_ways(read, word):
    form = read([HEAD, [word, "g", "G"], ["text", "q", "Q"], ["end group", "", ""]])
    assert form.questions[0].path == ("g",)


def test_or_other_offers_one_more_choice_and_asks_for_it(read):
    form = read([HEAD, ["select_one yn or_other", "q", "Q"]], YES_NO)
    question, other = form.questions
    assert [choice.name for choice in question.choices] == ["yes", "no", "other"]
    assert (other.name, other.kind, other.labels) == ("q_other", "text", {"": "Specify other."})


@pytest.mark.parametrize(
    ("begin", "row", "end", "listed"),
    [
        ("begin_score", "score__row", "end_score", "kobo--score-choices"),
        ("begin_rank", "rank__level", "end_rank", "kobo--rank-items"),
    ],
)
def test_ratings_and_rankings_are_choices_from_their_list(read, begin, row, end, listed):
    survey = [[*HEAD, listed], [begin, "g", "G", "yn"], [row, "q", "Q", ""], [end, "", "", ""]]
    (question,) = read(survey, YES_NO).questions
    assert (question.kind, question.path) == ("select_one", ("g",))
    assert [choice.name for choice in question.choices] == ["yes", "no"]


def test_a_form_without_languages_has_one_without_a_name(read):
    form = read([HEAD, ["text", "q", "Question"]])
    assert (form.languages, form.default_language) == (("",), "")
    assert form.questions[0].labels == {"": "Question"}


def test_languages_may_be_written_with_one_colon_and_the_form_says_which_comes_first(read):
    survey = [["type", "name", "label:English", "Label:Français"], ["text", "q", "Name", "Nom"]]
    form = read(survey, settings=[["default_language"], ["Français"]])
    assert form.languages == ("English", "Français")
    assert form.default_language == "Français"
    assert form.questions[0].labels == {"English": "Name", "Français": "Nom"}


def test_numbers_as_names_of_choices_are_names(read):
    form = read([HEAD, ["select_one n", "q", "Q"]], [["n", 1, "One"], ["n", 2, "Two"]])
    assert [choice.name for choice in form.questions[0].choices] == ["1", "2"]


def test_what_is_disabled_or_empty_is_no_question(read):
    survey = [[*HEAD, "disabled"], ["text", "a", "A", "yes"], ["", "", "", ""], ["text", "b", "B"]]
    assert [q.name for q in read(survey).questions] == ["b"]


def test_a_workbook_without_survey_is_no_form(read):
    assert _problems(read, None, data=[["a"], [1]]) == ("it has no sheet 'survey'",)


def test_everything_wrong_with_a_form_is_said_at_once(read):
    survey = [
        HEAD,
        ["begin_group", "open", ""],
        ["select_one nothing", "a", "A"],
        ["text", "", "B"],
        ["end_repeat", "", ""],
    ]
    assert _problems(read, survey, YES_NO) == (
        "row 3 of 'survey' offers the list 'nothing', which 'choices' lacks",
        "row 4 of 'survey' has no name",
        "row 5 of 'survey' ends a repeat that was not begun",
        "the group 'open' is begun and not ended",
    )


def test_a_form_without_a_question_is_refused(read):
    assert _problems(read, [HEAD]) == ("its sheet 'survey' has no question",)


def test_the_forms_that_evalcap_writes_itself_are_read(tmp_path):
    write_schema("reintegration", to=tmp_path)
    for file in (tmp_path / "forms").iterdir():
        rows = openpyxl.load_workbook(file)["survey"].iter_rows(values_only=True)
        headers = next(rows)
        kind, name = headers.index("type"), headers.index("name")
        around = ("begin", "end group", "end_group")
        asked = [r[name] for r in rows if r[kind] and not r[kind].startswith(around)]
        form = read_form(open_raw(file, file.name, "xlsx", "", Limits()), Limits())
        assert [question.name for question in form.questions] == asked
        assert form.languages[0] == "English (en)"
