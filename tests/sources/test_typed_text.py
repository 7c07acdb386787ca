import pytest

from evalcap.sources.typed_text import inferred, parse_text


@pytest.fixture
def columns(read):
    return lambda raw, **options: read(raw, **options).frame.to_dict("list")


def test_every_cell_is_text_if_that_is_asked_for():
    assert parse_text(b"a\n1\n2.50\n", ",", ["a"])["a"].tolist() == ["1", "2.50"]


def test_a_column_that_is_to_be_text_is_text_beside_codes_and_marks():
    text = b"a,b,c,d\n1,007,NA,x\n2,8,1.5,y\n"
    frame, _ = inferred(text, ",", list("abcd"), as_text=["a"], decimal=".")
    assert frame["a"].tolist() == ["1", "2"]
    assert frame["b"].tolist() == ["007", "8"]
    assert frame["c"].tolist()[1] == 1.5
    assert list(frame.columns) == list("abcd")


def test_codes_far_down_are_codes_from_the_first_row():
    text = b"a,b\n" + b"1,2\n" * 50_000 + b'"x\ny",007\n'
    assert inferred(text, ",", ["a", "b"], as_text=[], decimal=".")[0]["b"].tolist()[0] == "2"


def test_a_header_that_looks_like_a_code_makes_no_codes(columns):
    assert columns("007,n\n1,01\n2,3\n") == {"007": [1, 2], "n": ["01", "3"]}


def test_codes_with_leading_zeros_stay_text(columns):
    assert columns("case,n\n007,1\n7,2\n") == {"case": ["007", "7"], "n": [1, 2]}


def test_codes_with_leading_zeros_stay_text_beside_a_mark_for_missing(columns):
    assert columns("case,n\n007,1\nNA,2\n")["case"] == ["007", "NA"]


def test_a_zero_and_a_decimal_are_not_leading_zeros(columns):
    assert columns("a,b\n0,0.5\n10,-0.5\n") == {"a": [0, 10], "b": [0.5, -0.5]}


def test_a_code_of_sixteen_digits_and_more_keeps_every_digit(columns):
    # As numbers beside an empty cell, the first would end in 2 and the second in 0.
    raw = "case,n\n9007199254740993,1\n,2\n12345678901234567891,3\n"
    assert columns(raw)["case"][::2] == ["9007199254740993", "12345678901234567891"]


def test_a_number_too_large_to_count_with_is_no_code(columns):
    assert columns("a\n1e300\n2\n") == {"a": [1e300, 2.0]}


def test_a_mark_for_missing_is_missing_among_numbers(read):
    frame = read("score,n\nNA,1\n2.5,2\n.,3\n").frame
    assert frame["score"].isna().tolist() == [True, False, True]
    assert frame["score"][1] == 2.5


def test_the_same_mark_is_a_word_among_text(columns):
    assert columns("country\nNA\nSN\n") == {"country": ["NA", "SN"]}


def test_codes_and_marks_in_one_file_are_each_treated_by_their_column(read):
    frame = read("case,score\n007,NA\n008,2\n").frame
    assert frame["case"].tolist() == ["007", "008"]
    assert frame["score"].isna().tolist() == [True, False]


def test_an_empty_cell_of_text_is_missing(read):
    assert read("post,n\n,1\nB,2\n").frame["post"].isna().tolist() == [True, False]


def test_decimal_commas_are_not_guessed_at(columns):
    assert columns("post;share\nA;0,5\n") == {"post": ["A"], "share": ["0,5"]}


def test_a_column_of_nothing_but_na_is_missing_and_reported_with_its_cells(read):
    text = "country,score,post\nNA,1,a\nNA,NA,b\n,3,c\n"
    source = read(text)
    assert source.frame["country"].isna().all()
    (finding,) = source.findings
    assert (finding.kind, finding.column, finding.n) == ("only_na", "country", 2)
    assert "code of Namibia" in finding.do
    assert read(text, missing=["NA"]).findings == ()
    assert read(text, text_columns=["country"]).frame["country"].tolist()[:2] == ["NA", "NA"]


def test_a_mark_for_missing_is_missing_among_numbers_with_decimal_commas(read):
    frame = read("post;score\nA;63,4\nB;n/a\nC;\n", decimal=",").frame
    assert frame["score"].tolist()[0] == 63.4
    assert frame["score"].isna().tolist() == [False, True, True]
