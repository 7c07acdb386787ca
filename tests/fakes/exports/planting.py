"""Which defects each table gets: those that happen with such data."""

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from exports.clean import TABLES, Clean
from exports.defects import Dirty
from exports.writing import RENAMED

FORMATS: Final = ("csv", "months", "xlsx", "stata", "spss", "parquet", "kobo")
# The main table of each programme in every format, and each other table in one.
EXPORTS: Final = [
    *((table, kind) for table in ("officers", "posts", "interviews") for kind in FORMATS),
    ("interviews_wide", "wide"),
    ("officers", "rounds"),
    ("courses", "csv"),
    ("attendances", "parquet"),
    ("events", "csv"),
    ("tests", "stata"),
    ("answers", "spss"),
    ("document_requests", "xlsx"),
    ("offices", "months"),
    ("cases", "kobo"),
    ("deliveries", "csv"),
]
# What a text may hold that a typed file cannot: words among numbers, dates in any form.
TEXT: Final = ("csv", "months", "xlsx", "kobo")


def plant(table: str, kind: str) -> Dirty:
    """Make a table dirty, as far as the format lets it be.

    Parameters
    ----------
    table
        Name of the table.
    kind
        How it is exported.
    """
    dirty = Dirty(TABLES[table]())
    PLANTERS[table](dirty, kind)
    return dirty


def _officers(d: Dirty, kind: str) -> None:
    _records(d, score=50.0)
    _design(d, "trained_from", 4)
    _person(d)
    _spelling(d, "line", kind)
    d.spoil("points beyond the scale", "score", 105.0, "score-in-range")
    d.spoil("percent in a column of shares", "attendance", 85.0, "attendance-in-range")
    d.spoil("a rating that is not offered", "satisfaction", 9, "satisfaction-in-range")
    d.spoil(
        "a course that ends before it starts",
        "training_end",
        lambda right: right - pd.Timedelta(days=60),
        "training-dates-in-order",
        where=lambda f: f["training_end"].notna(),
    )
    d.spoil(
        "an enumerator who leaves gaps",
        "score",
        None,
        "outcome-missing-alike-by-enumerator/score",
        n=14,
        where=lambda f: (f["enumerator"] == "ENU-004") & f["officer"].lt("OFF-049"),
    )
    d.mark_missing("a code for refused", "score", "999", n=2)
    _dates(d, "test_date", kind)
    if kind == "rounds":
        later = pd.Timedelta(days=40)
        by = "standard-outside/test_date"
        d.misdate("a day in no round", "test_date", lambda right: right + later, by, n=2)
        d.misdate("a day that was not recorded", "test_date", None, "standard-missing/wave")
    if kind == "csv":
        d.units["score"] = "decimal comma -> number"
        d.disguise(
            "points among decimal commas", "score", lambda right: f"{right:.1f}", "unit", n=3
        )
    if kind == "xlsx":
        d.disguise("a number that is stored as text", "score", str, "read-text_numbers")
        d.spoil("a formula that failed", "score", "#N/A", "read-error_cells")


def _courses(d: Dirty, kind: str) -> None:
    d.copy_record("the same record twice", "keys-unique")
    _spelling(d, "delivery_mode", kind)
    d.spoil(
        "more women than participants",
        "participants_female",
        40,
        "participants-female-within-participants",
    )
    d.spoil(
        "a course that ends before it starts",
        "training_end",
        lambda right: right - pd.Timedelta(days=60),
        "training-dates-in-order",
    )
    d.spoil("a negative number", "places", -4, "places-in-range")


def _attendances(d: Dirty, kind: str) -> None:
    del kind
    d.copy_record("the same record twice", "keys-unique", completed=0)
    d.convert("percent for shares", "attendance", "percent -> share", lambda v: v * 100)
    d.spoil("hours for a share", "attendance", 1600.0, "attendance-in-range")


def _posts(d: Dirty, kind: str) -> None:
    _records(d, detections=1)
    _design(d, "scanner_from", pd.Timestamp("2022-09-01"))
    _spelling(d, "border_type", kind)
    _countries(d, kind)
    d.spoil("minutes in a column of seconds", "processing_time", 2.0, "processing-time-usual", n=2)
    d.spoil(
        "a slip with three more digits",
        "processing_time",
        120_000.0,
        "outcome-usual/processing_time",
    )
    d.spoil("more referred than examined", "referred", 900_000, "referred-among-examined")
    d.spoil("more confirmed than referred", "detections", 5_000, "detections-among-referred")
    d.spoil("a negative count", "refusals", -1, "refusals-in-range")
    d.spoil(
        "more overturned than reviewed",
        "refusals_overturned",
        50,
        "refusals-overturned-within-refusals-reviewed",
    )
    d.mark_missing("a code for not reported", "detections", "99999", n=2)
    d.convert(
        "minutes for seconds",
        "processing_time_p90",
        "minutes -> seconds",
        lambda seconds: seconds / 60,
    )
    if kind == "months":
        month, column, _ = RENAMED
        d.lose(
            "a header that was mistyped in one file",
            column,
            lambda f: f["month"].map(lambda day: f"{day:%Y-%m}" == month),
        )


def _events(d: Dirty, kind: str) -> None:
    d.copy_record("the same record twice", "event-unique")
    _spelling(d, "document_type", kind)
    d.spoil("minutes in a column of seconds", "check_seconds", 1.0, "check-seconds-usual")
    d.spoil(
        "a hit without a query",
        "database_hit",
        1,
        "database-hit-asked",
        where=lambda f: f["database_queried"] == 0,
    )
    d.spoil(
        "a hit that was not recorded",
        "database_hit",
        None,
        "database-hit-answered",
        where=lambda f: (f["database_queried"] == 1) & (f["database_hit"] == 0),
    )
    d.spoil(
        "a finding without a referral",
        "finding",
        "genuine",
        "finding-asked",
        where=lambda f: f["was_referred"] == 0,
    )
    d.spoil(
        "a review of what was no refusal",
        "refusal_reviewed",
        0,
        "refusal-reviewed-asked",
        where=lambda f: f["decision"] == "admitted",
    )
    d.spoil("an impossible age", "age", 203, "age-plausible")


def _tests(d: Dirty, kind: str) -> None:
    _records(d, fraudulent_detected=15)
    _person(d)
    _spelling(d, "line", kind)
    d.spoil("more detected than shown", "fraudulent_detected", 25, "hits-among-fraudulent")
    d.spoil("more refused than shown", "genuine_refused", 31, "false-alarms-among-genuine")
    d.spoil("a time that is in no list", "timepoint", "after", "timepoint-code")


def _answers(d: Dirty, kind: str) -> None:
    d.copy_record("the same record twice", "answers-unique", answer="genuine")
    _spelling(d, "truth", kind)
    d.spoil("a rating that is not offered", "confidence", 7, "confidence-in-range")
    d.spoil("minutes in a column of seconds", "check_seconds", 1.0, "answer-seconds-usual")


def _document_requests(d: Dirty, kind: str) -> None:
    d.copy_record(
        "the same record twice", "request-unique", requested_on=pd.Timestamp("2024-01-09")
    )
    _spelling(d, "return_type", kind)
    _countries(d, kind)
    _dates(d, "issued_on", kind)
    d.spoil(
        "issued before it was requested",
        "issued_on",
        lambda right: right - pd.Timedelta(days=400),
        "issued-on-after-requested-on",
        where=lambda f: f["issued_on"].map(lambda v: isinstance(v, pd.Timestamp)),
    )
    d.spoil("a negative number of days", "days_to_issue", -3, "days-to-issue-in-range")


def _offices(d: Dirty, kind: str) -> None:
    del kind
    _records(d, requested=2)
    d.spoil("a negative count", "issued", -1, "issued-in-range")
    d.spoil(
        "treatment that switches off",
        "equipped",
        0,
        "treatment-stays",
        where=lambda f: (f["month"] == pd.Timestamp("2024-06-01")) & (f["equipped"] == 1),
    )
    d.spoil(
        "treatment that is neither on nor off",
        "equipped",
        2,
        "standard-not-binary",
        where=lambda f: (f["month"] == pd.Timestamp("2024-06-01")) & (f["equipped"] == 0),
    )


def _interviews(d: Dirty, kind: str) -> None:
    _records(d, earnings=101.0)
    _design(d, "assisted_from", 3)
    _person(d)
    _spelling(d, "urban_rural", kind)
    _countries(d, kind)
    d.spoil(
        "an interview before the return",
        "interview_date",
        lambda right: right - pd.Timedelta(days=900),
        "interview-after-return",
    )
    d.spoil(
        "a question that was ruled out",
        "leave_wish_or_need",
        "need_to_leave",
        "leave-wish-or-need-asked",
        where=lambda f: f["able_to_stay"] == "yes",
    )
    d.spoil(
        "a question that was left out",
        "leave_wish_or_need",
        None,
        "leave-wish-or-need-answered",
        where=lambda f: f["able_to_stay"] == "no",
    )
    d.spoil("earnings in another currency", "earnings", 98_000.0, "outcome-usual/earnings")
    d.spoil("negative earnings", "earnings", -20.0, "earnings-not-negative")
    d.spoil("a score beyond its scale", "composite_score", 1.4, "composite-score-in-range")
    d.spoil("an answer that is not offered", "econ_satisfaction", "so_so", "econ-satisfaction-code")
    d.mark_missing("a code for refused", "earnings", "998", n=2)
    d.mark_missing("a code for not known", "earnings", "999", n=1)
    if kind != "kobo":
        _dates(d, "interview_date", kind)


def _interviews_wide(d: Dirty, kind: str) -> None:
    del kind
    d.spoil("a score beyond its scale", "composite_score", 1.4, "composite-score-in-range")
    d.spoil("earnings in another currency", "earnings", 98_000.0, "outcome-usual/earnings")
    d.mark_missing("a code for refused", "earnings", "998", n=2)
    # What is in one cell of the file is in three rows of the data.
    d.spoil(
        "a misspelt code",
        "sex",
        "femal",
        "sex-code",
        n=3,
        where=lambda f: f["returnee"] == "RET-040",
    )
    d.disguise(
        "a code of the form",
        "sex",
        lambda right: right[0].upper(),
        "recode",
        n=3,
        where=lambda f: f["returnee"] == "RET-041",
    )


def _cases(d: Dirty, kind: str) -> None:
    d.copy_record("the same record twice", "keys-unique")
    d.copy_person("one person under two codes", "RET-900")
    _spelling(d, "case_status", kind)
    d.spoil(
        "support before the return",
        "support_start",
        lambda right: right - pd.Timedelta(days=300),
        "support-start-after-return-date",
    )
    d.spoil(
        "support that ends before it starts",
        "support_end",
        lambda right: right - pd.Timedelta(days=900),
        "support-end-after-support-start",
    )
    d.spoil("an absence longer than a life", "years_of_absence", 400.0, "years-of-absence-in-range")


def _deliveries(d: Dirty, kind: str) -> None:
    d.copy_record(
        "the same record twice", "delivery-unique", support_start=pd.Timestamp("2023-08-02")
    )
    _spelling(d, "assistance_form", kind)
    d.spoil("a negative amount", "delivery_value", -50.0, "delivery-value-in-range")
    d.spoil("a currency in words", "currency", "euro", "currency-form")
    d.spoil(
        "support that ends before it starts",
        "support_end",
        lambda right: right - pd.Timedelta(days=900),
        "support-end-after-support-start",
    )


PLANTERS: Final[dict[str, Callable[[Dirty, str], None]]] = {
    "officers": _officers,
    "courses": _courses,
    "attendances": _attendances,
    "posts": _posts,
    "events": _events,
    "tests": _tests,
    "answers": _answers,
    "document_requests": _document_requests,
    "offices": _offices,
    "interviews": _interviews,
    "interviews_wide": _interviews_wide,
    "cases": _cases,
    "deliveries": _deliveries,
}


def _records(d: Dirty, **changed: Any) -> None:
    d.copy_record("the same record twice, with another value", "keys-unique", **changed)
    d.drop_middle("a gap between two waves")


def _design(d: Dirty, treated_from: str, other: Any) -> None:
    d.spoil(
        "a cohort that changes",
        treated_from,
        other,
        "cohort-constant",
        where=_after_first(d.clean, treated_from, other),
    )
    d.spoil("a cluster that changes", d.clean.cluster, "ELSEWHERE-001", "cluster-constant")


def _after_first(clean: Clean, column: str, other: Any) -> Callable[[pd.DataFrame], pd.Series]:
    """Find rows of treated units, none the first of its unit, with another value."""
    return lambda f: f[clean.unit].duplicated() & f[column].notna() & (f[column] != other)


def _person(d: Dirty) -> None:
    d.copy_person("one person under two codes", "NEW-900")
    d.spoil("sex not recorded", "sex", None, "sex-recorded", n=2)
    d.spoil("age not recorded", "age", None, "age-recorded", n=2)
    d.spoil("an impossible age", "age", 1984, "age-plausible")
    d.spoil(
        "sex that changes",
        "sex",
        lambda right: "male" if right == "female" else "female",
        "sex-constant",
    )
    d.spoil("a misspelt code", "sex", "femal", "sex-code")
    d.disguise("a code of the form", "sex", lambda right: right[0].upper(), "recode", n=3)


def _spelling(d: Dirty, column: str, kind: str) -> None:
    d.spoil("a label that nobody declared", column, "elswhere", f"{column.replace('_', '-')}-code")
    if kind in ("csv", "months", "parquet"):
        d.disguise("spaces around a code", column, lambda right: f" {right} ", "trim", n=2)
    if kind in ("csv", "months", "parquet", "xlsx"):
        d.disguise("capital letters", column, str.upper, "recode", n=2)


def _countries(d: Dirty, kind: str) -> None:
    del kind
    names = {"KEN": "Kenya", "SEN": "Sénégal", "TUN": "Túnez"}
    d.convert("countries by their names", "country", "country name -> ISO 3166-1", names.get)
    d.spoil("a country that is not known", "country", "Kenja", "standard-unit/country")


def _dates(d: Dirty, column: str, kind: str) -> None:
    if kind in TEXT:
        d.spoil(
            "a date in another form", column, lambda right: f"{right:%m-%d-%y}", "standard-", n=2
        )
