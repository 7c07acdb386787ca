import pandas as pd
import pytest

from evalcap.sources.delimited import read_csv, read_tsv


def _columns(raw):
    return read_csv(raw).frame.to_dict("list")


def test_numbers_are_numbers_and_the_rest_is_text():
    assert _columns(b"post,share\nA,0.1\nB,0.25\n") == {"post": ["A", "B"], "share": [0.1, 0.25]}


def test_codes_with_leading_zeros_stay_text():
    assert _columns(b"case,n\n007,1\n7,2\n") == {"case": ["007", "7"], "n": [1, 2]}


def test_codes_with_leading_zeros_stay_text_beside_a_mark_for_missing():
    assert _columns(b"case,n\n007,1\nNA,2\n")["case"] == ["007", "NA"]


def test_a_zero_and_a_decimal_are_not_leading_zeros():
    assert _columns(b"a,b\n0,0.5\n10,-0.5\n") == {"a": [0, 10], "b": [0.5, -0.5]}


def test_a_mark_for_missing_is_missing_among_numbers():
    frame = read_csv(b"score,n\nNA,1\n2.5,2\n.,3\n").frame
    assert frame["score"].isna().tolist() == [True, False, True]
    assert frame["score"][1] == 2.5


def test_the_same_mark_is_a_word_among_text():
    assert _columns(b"country\nNA\nSN\n") == {"country": ["NA", "SN"]}


def test_codes_and_marks_in_one_file_are_each_treated_by_their_column():
    frame = read_csv(b"case,score\n007,NA\n008,2\n").frame
    assert frame["case"].tolist() == ["007", "008"]
    assert frame["score"].isna().tolist() == [True, False]


def test_an_empty_cell_of_text_is_missing():
    assert read_csv(b"post,n\n,1\nB,2\n").frame["post"].isna().tolist() == [True, False]


@pytest.mark.parametrize("separator", [b",", b";", b"\t", b"|"])
def test_the_header_line_says_what_separates_the_columns(separator):
    raw = b'"one, two; three",n\nA,1\n'.replace(b'",n', b'"' + separator + b"n")
    raw = raw.replace(b"A,1", b"A" + separator + b"1")
    assert _columns(raw) == {"one, two; three": ["A"], "n": [1]}


def test_decimal_commas_are_not_guessed_at():
    assert _columns(b"post;share\nA;0,5\n") == {"post": ["A"], "share": ["0,5"]}


def test_tabs_separate_a_tsv():
    assert read_tsv(b"post, a\tn\nA\t1\n").frame.columns.tolist() == ["post, a", "n"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_unicode(encoding):
    raw = "poste,n\nGorée,1\n".encode(encoding)
    assert _columns(raw) == {"poste": ["Gorée"], "n": [1]}


def test_leading_zeros_are_kept_in_utf_16_too():
    assert _columns("n,case\n1,007\n".encode("utf-16")) == {"n": [1], "case": ["007"]}


def test_another_encoding_is_not_guessed_at():
    with pytest.raises(UnicodeDecodeError):
        read_csv("poste,n\nGorée,1\n".encode("latin-1"))


@pytest.mark.parametrize("raw", [b"a,b\n1,2,3\n4,5,6\n", b"a,b\n1,2\n4,5,6\n", b'a,b\n"x,2\n'])
def test_rows_longer_than_the_header_lose_nothing_silently(raw):
    with pytest.raises((pd.errors.ParserError, pd.errors.ParserWarning)):
        read_csv(raw)


def test_a_header_alone_gives_no_rows():
    assert read_csv(b"post,month\n").frame.shape == (0, 2)
