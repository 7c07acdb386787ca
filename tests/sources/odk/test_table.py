import pandas as pd

from evalcap.sources.odk.form import Choice, Form, Question
from evalcap.sources.odk.raw import Raw
from evalcap.sources.odk.table import canonical_names, read_table

SEX = (Choice("f", {"en": "Female", "fr": "Femme"}), Choice("m", {"en": "Male"}))
FORM = Form(
    questions=(
        Question("sex", "select_one", ("a",), labels={"en": "Sex", "fr": "Sexe"}, choices=SEX),
        Question("age", "number", ("a",), labels={"en": "Age"}),
        Question("age", "number", ("b",)),
        Question("why", "text"),
        Question("hello", "note"),
    ),
    languages=("en", "fr"),
    default_language="en",
)


def _read(columns):
    table = pd.DataFrame({k: pd.Series(v, dtype="str") for k, v in columns.items()})
    raw = Raw(list(columns), table.set_axis(range(len(columns)), axis=1), range(2, 99), "one")
    return read_table(raw, FORM, ())


FULL = {"a/sex": ["f"], "a/age": ["1"], "b/age": ["2"], "why": ["x"]}


def test_columns_have_names_of_the_form_and_paths_where_two_share_one():
    assert list(canonical_names(FORM.questions).values())[:4] == ["sex", "a/age", "b/age", "why"]
    assert _read(FULL).frame.iloc[0].to_dict() == {"sex": "f", "a/age": 1, "b/age": 2, "why": "x"}


def test_labels_are_given_by_language_and_those_of_the_first_at_hand():
    content = _read(FULL)
    assert content.column_labels == {"sex": "Sex", "a/age": "Age"}
    assert content.value_labels == {"sex": {"f": "Female", "m": "Male"}}
    assert content.translations["fr"].columns == {"sex": "Sexe"}
    assert content.translations["fr"].codes == {"sex": {"f": "Femme"}}


def test_a_full_table_gives_no_finding():
    assert _read(FULL).findings == ()


def test_unknown_columns_stay_under_their_headers_and_are_counted():
    content = _read(FULL | {"income": ["12"], "a/remark": ["x"]})
    assert content.frame["income"].tolist() == [12]
    (finding,) = content.findings
    assert (finding.kind, finding.n) == ("unknown_columns", 2)
    assert "'income', 'a/remark'" in finding.wrong


def test_questions_without_a_column_are_counted_but_notes_have_none():
    (finding,) = _read({"a/sex": ["f"], "a/age": ["1"], "b/age": ["2"]}).findings
    assert (finding.kind, finding.n, "'why'" in finding.wrong) == ("absent_questions", 1, True)


def test_columns_of_a_former_group_are_named():
    content = _read(FULL | {"old/why": [None]})
    assert [finding.kind for finding in content.findings] == ["moved_columns"]


def test_several_versions_of_the_form_are_counted():
    both = {name: cells * 2 for name, cells in FULL.items()} | {"__version__": ["v1", "v2"]}
    (finding,) = _read(both).findings
    assert (finding.kind, "2 versions" in finding.wrong) == ("form_versions", True)
    one = {name: cells * 2 for name, cells in FULL.items()} | {"__version__": ["v1", "v1"]}
    assert _read(one).findings == ()
