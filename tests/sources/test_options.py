import pytest

from evalcap.errors.reading import ReaderOptionError
from evalcap.sources.options import Limits, Options, check_format, declared_options

NOTHING = {
    "sheet": None,
    "header": 1,
    "encoding": None,
    "delimiter": None,
    "decimal": ".",
    "thousands": None,
    "missing": None,
    "text_columns": (),
    "fill_merged": False,
    "form": None,
    "repeats": None,
    "file_column": None,
    "limits": None,
}


def _declared(**given):
    return declared_options("a.csv", NOTHING | given)


def test_nothing_declared_is_every_default():
    assert _declared() == Options()


def test_a_list_of_marks_is_for_every_column():
    assert _declared(missing=["-", 99]).missing == {"*": ("-", "99")}


def test_marks_can_be_for_some_columns():
    assert _declared(missing={"income": ["98"], "age": []}).missing == {"income": ("98",)}


def test_one_form_may_stand_without_a_list():
    assert _declared(form="form.xlsx").form == ("form.xlsx",)


@pytest.mark.parametrize(
    ("given", "header"), [(3, 3), ([3], 3), ([3, 4], (3, 4)), ((2, 4), (2, 4))]
)
def test_a_header_is_a_row_or_the_first_and_last(given, header):
    assert _declared(header=given).header == header


def test_a_limit_that_is_named_is_raised_and_the_others_stay():
    limits = _declared(limits={"columns": 50_000}).limits
    assert limits == Limits(columns=50_000)


def test_every_mistake_is_named_at_once():
    with pytest.raises(ReaderOptionError) as caught:
        _declared(
            header=0,
            decimal=";",
            delimiter="::",
            thousands="_",
            repeats={"a": "b"},
            limits={"rows": 1, "cells": 0},
        )
    assert len(caught.value.problems) == 7


def test_one_mark_cannot_be_for_decimals_and_thousands():
    with pytest.raises(ReaderOptionError, match="cannot both be ','"):
        _declared(decimal=",", thousands=",")


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        (Options(encoding="cp1252"), "xlsx"),
        (Options(delimiter=";"), "tsv"),
        (Options(decimal=","), "dta"),
        (Options(header=2), "sav"),
        (Options(header=(1, 2)), "csv"),
        (Options(fill_merged=True), "csv"),
        (Options(form=("a.xlsx",)), "parquet"),
    ],
)
def test_an_option_that_means_nothing_for_a_format_is_refused(options, kind):
    with pytest.raises(ReaderOptionError, match=kind if kind != "csv" else "xlsx"):
        check_format("a", options, kind)


def test_options_of_a_format_are_let_through():
    check_format("a", Options(encoding="utf-8", delimiter=";", decimal=",", header=3), "csv")
    check_format("a", Options(header=(1, 2), fill_merged=True), "xlsx")
    check_format("a", Options(missing={"*": ("9",)}, file_column="_file"), "dta")
