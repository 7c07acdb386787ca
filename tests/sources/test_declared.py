import pytest

from evalcap.errors.reading import ReaderOptionError
from evalcap.sources import read_source

RAW = "income,post\n100,A\n98,98\n99,B\n200,98\n"


def test_marks_for_every_column_are_missing_wherever_they_stand(read):
    source = read(RAW, missing=["98"])
    assert source.frame["income"].isna().tolist() == [False, True, False, False]
    assert source.frame["post"].isna().tolist() == [False, True, False, True]
    assert source.user_missing == {"income": {"98": 1}, "post": {"98": 2}}


def test_marks_for_one_column_leave_the_others_alone(read):
    source = read(RAW, missing={"income": ["98", "99"]})
    assert source.user_missing == {"income": {"98": 1, "99": 1}}
    assert source.frame["post"].tolist() == ["A", "98", "B", "98"]
    assert [r.rows.tolist() for r in source.reasons["income"]] == [[1], [2]]


def test_words_for_missing_leave_numbers_behind(read):
    source = read("income\n100\nrefused\n2.5\n", missing=["refused"])
    assert source.frame["income"].dtype == float
    assert source.frame["income"].tolist()[::2] == [100, 2.5]
    assert source.user_missing == {"income": {"refused": 1}}


def test_codes_do_not_become_numbers_when_a_mark_is_taken_out(read):
    source = read("case\n007\nnone\n008\n", missing=["none"])
    assert source.frame["case"].tolist()[::2] == ["007", "008"]


def test_a_mark_is_a_whole_cell_and_not_a_part_of_one(read):
    assert read("n\n98\n981\n9.8\n", missing=["98"]).user_missing == {"n": {"98": 1}}


def test_a_number_is_found_however_it_is_written(read):
    assert read("n\n98.0\n1.5\n", missing=["98"]).user_missing == {"n": {"98": 1}}


def test_marks_that_do_not_occur_change_nothing(read):
    source = read(RAW, missing=["-77"])
    assert source.frame["income"].tolist() == [100, 98, 99, 200]
    assert source.reasons == {}


def test_a_column_that_is_not_there_is_refused(read):
    with pytest.raises(ReaderOptionError, match="no such column"):
        read(RAW, missing={"Income": ["98"]})


def test_marks_are_found_in_a_workbook_too(book):

    source = read_source(book(one=[["n"], [1], ["refused"], [98]]), missing=["refused", "98"])
    assert source.frame["n"].tolist()[0] == 1
    assert source.user_missing == {"n": {"98": 1, "refused": 1}}
