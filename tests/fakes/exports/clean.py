"""Tables without a defect, one for each canonical table that a programme type records."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from evalcap.simulate import (
    simulate_document_verification,
    simulate_reintegration,
    simulate_training,
)

COUNTRIES: Final = {"Country A": "KEN", "Country B": "SEN", "Country C": "TUN"}


@dataclass(frozen=True)
class Clean:
    """A table in standard form, and the study that it is the data of.

    Attributes
    ----------
    programme, table
        What is recorded.
    frame
        One row a record, under canonical names.
    unit, time
        Columns that carry the design; no unit for records that are followed nowhere.
    treated_from
        Column with the first treated period; empty where `treated` is given instead.
    cluster
        What treatment was assigned by; empty for none.
    outcomes
        The first one is primary.
    persons
        Id of the rule that looks for one person under two codes; empty for none.
    treated
        Column that says in which periods a unit is treated; empty for none.
    """

    programme: str
    table: str
    frame: pd.DataFrame
    unit: str | None
    time: str
    treated_from: str
    cluster: str
    outcomes: tuple[str, ...]
    persons: str = ""
    treated: str = ""


def officers() -> Clean:
    """Forty-eight officers tested at four times, half of them trained after the second."""
    frame = simulate_training(officers=48, posts=8, attrition=0).frame
    person = _number(frame["officer"])
    wave = frame["wave"].to_numpy()
    days = pd.Timestamp("2024-01-15") + pd.to_timedelta(90 * (wave - 1) + person % 5, "D")
    start = pd.Series(pd.Timestamp("2024-05-06"), index=frame.index)
    trained = frame["trained_from"].notna()
    frame = _placed(frame).assign(
        years_of_service=person % 30 + 1,
        line=np.where(person % 4 == 0, "second", "first"),
        test_date=days,
        enumerator=_codes("ENU", person % 4),
        satisfaction=1 + (person + wave) % 5,
        attendance=(0.6 + person % 5 / 10).round(1),
        training_start=start.where(trained),
        training_end=(start + pd.Timedelta(days=4)).where(trained),
    )
    return Clean(
        "training",
        "officers",
        frame,
        "officer",
        "wave",
        "trained_from",
        "border_post",
        ("score",),
        "officers-told-apart",
    )


def courses() -> Clean:
    """Forty courses, each on its day."""
    n = np.arange(40)
    start = pd.Timestamp("2024-02-05") + pd.to_timedelta(7 * n, "D")
    frame = pd.DataFrame(
        {
            "course": _codes("CRS", n),
            "delivery_mode": np.array(["course", "secondment", "peer_exchange"])[n % 3],
            "country": np.array([*COUNTRIES.values()])[n % 3],
            "training_start": start,
            "training_end": start + pd.to_timedelta(n % 4, "D"),
            "training_hours": 8.0 + 4 * (n % 4),
            "places": 20 + n % 5,
            "participants": 12 + n % 6,
            "participants_female": 4 + n % 4,
            "offered_from": pd.Timestamp("2024-02-05"),
        }
    )
    return Clean(
        "training",
        "courses",
        frame,
        "course",
        "training_start",
        "offered_from",
        "",
        ("participants",),
    )


def attendances() -> Clean:
    """Forty officers, each in two of five courses."""
    n = np.arange(80)
    frame = pd.DataFrame(
        {
            "officer": _codes("OFF", n // 2),
            "course": _codes("CRS", n // 2 % 4 + n % 2),
            "attendance": (0.5 + n % 6 / 10).round(1),
            "completed": (n % 6 > 1).astype(int),
            "is_trainer": (n // 2 % 7 == 0).astype(int),
            "offered_from": 1,
        }
    )
    return Clean(
        "training", "attendances", frame, "officer", "course", "offered_from", "", ("attendance",)
    )


def posts() -> Clean:
    """Thirty border posts in twelve months, with scanners that arrive at some of them."""
    simulated = simulate_document_verification(posts=30, months=12, unreported=0).frame
    frame = simulated.astype(dict.fromkeys(("traffic", "detections", "referred"), "int64"))
    frame = frame.astype({"documents_examined": "int64"})
    post, month = _number(frame["border_post"]), frame["month"].dt.month.to_numpy()
    seconds = 90 + 2 * (post % 20) + month
    refusals = 6 + (post + month) % 7
    frame = _placed(frame).assign(
        border_type=np.where(post % 3 == 0, "air", "land"),
        processing_time=seconds.astype(float),
        processing_time_p90=2.0 * seconds,
        refusals=refusals,
        refusals_reviewed=refusals // 2,
        refusals_overturned=refusals // 6,
        share_referred=(frame["referred"] / frame["documents_examined"]).round(4),
    )
    return Clean(
        "document_verification",
        "posts",
        frame,
        "border_post",
        "month",
        "scanner_from",
        "region",
        ("detections", "processing_time"),
    )


def events() -> Clean:
    """Two hundred checks of documents, the answers to each question where it is asked."""
    n = np.arange(200)
    queried, referred = n % 2, (n % 5 == 0).astype(int)
    hit = np.where(queried == 1, n % 3 == 0, np.nan)
    found = np.where(n % 10 == 0, "fraudulent", "genuine")
    refused = n % 20 == 0
    reviewed = np.where(refused, n % 40 == 0, np.nan)
    frame = pd.DataFrame(
        {
            "event": _codes("EVT", n),
            "border_post": _codes("POST", n % 10),
            "checked_at": pd.Timestamp("2024-03-01 06:00") + pd.to_timedelta(17 * n, "min"),
            "check_seconds": 60.0 + n % 41,
            "document_type": np.where(n % 4 == 0, "visa", "passport"),
            "issuing_country": np.array([*COUNTRIES.values()])[n % 3],
            "database_queried": queried,
            "database_hit": hit,
            "database_hit_confirmed": np.where(hit == 1, n % 2, np.nan),
            "sex": np.where(n % 3 == 0, "female", "male"),
            "age": 18 + n % 60,
            "was_referred": referred,
            "finding": pd.Series(found).where(referred == 1),
            "decision": np.where(refused, "refused", "admitted"),
            "refusal_reviewed": reviewed,
            "refusal_overturned": np.where(reviewed == 1, 0, np.nan),
            "scanner_from": pd.Timestamp("2024-03-02"),
        }
    )
    frame["checked_at"] = frame["checked_at"].dt.tz_localize("UTC")
    return Clean(
        "document_verification",
        "events",
        frame,
        None,
        "checked_at",
        "scanner_from",
        "border_post",
        ("check_seconds",),
    )


def tests() -> Clean:
    """Forty-eight officers who took three tests with documents whose status is known."""
    n = np.arange(144)
    person, wave = n // 3, n % 3 + 1
    frame = pd.DataFrame(
        {
            "officer": _codes("OFF", person),
            "wave": wave,
            "timepoint": np.array(["pre", "post", "followup_3m"])[wave - 1],
            "test_date": pd.Timestamp("2024-01-15") + pd.to_timedelta(60 * wave + person % 5, "D"),
            "country": np.array([*COUNTRIES.values()])[person % 3],
            "border_post": _codes("POST", person % 8),
            "line": np.where(person % 4 == 0, "second", "first"),
            "rank": "officer",
            "years_of_service": person % 30 + 1,
            "sex": np.where(person % 3 == 0, "female", "male"),
            "age": 25 + person % 31,
            "fraudulent_shown": 20,
            "fraudulent_detected": 12 + (person + wave) % 8,
            "genuine_shown": 30,
            "genuine_refused": (person + wave) % 6,
            "trained_from": np.where(person % 8 < 4, 2.0, np.nan),
        }
    )
    return Clean(
        "document_verification",
        "tests",
        frame,
        "officer",
        "wave",
        "trained_from",
        "border_post",
        ("fraudulent_detected",),
        "officers-told-apart",
    )


def answers() -> Clean:
    """Twenty officers, each with an answer on ten documents."""
    n = np.arange(200)
    person, specimen = n // 10, n % 10
    truth = np.where(specimen % 3 == 0, "fraudulent", "genuine")
    frame = pd.DataFrame(
        {
            "officer": _codes("OFF", person),
            "test": "TEST-1",
            "specimen": _codes("DOC", specimen),
            "truth": truth,
            "answer": np.where((person + specimen) % 7 == 0, "genuine", truth),
            "check_seconds": 40.0 + n % 31,
            "confidence": 1 + n % 5,
            "offered_from": "DOC-001",
        }
    )
    return Clean(
        "document_verification",
        "answers",
        frame,
        "officer",
        "specimen",
        "offered_from",
        "",
        ("confidence",),
    )


def document_requests() -> Clean:
    """Sixty requests for an identity document."""
    n = np.arange(60)
    asked = pd.Timestamp("2024-01-08") + pd.to_timedelta(3 * n, "D")
    frame = pd.DataFrame(
        {
            "request": _codes("REQ", n),
            "office": _codes("OFFICE", n % 6),
            "country": np.array([*COUNTRIES.values()])[n % 3],
            "requested_on": asked,
            "identity_confirmed_on": asked + pd.Timedelta(days=5),
            "issued_on": asked + pd.to_timedelta(10 + n % 9, "D"),
            "days_to_issue": 10 + n % 9,
            "request_status": "issued",
            "return_type": np.array(["voluntary", "assisted", "forced"])[n % 3],
            "sex": np.where(n % 4 == 0, "female", "male"),
            "age": 20 + n % 40,
            "issuing_from": pd.Timestamp("2024-03-01"),
        }
    )
    return Clean(
        "document_verification",
        "document_requests",
        frame,
        "request",
        "requested_on",
        "issuing_from",
        "office",
        ("days_to_issue",),
    )


def offices() -> Clean:
    """Twelve issuing offices in six months."""
    n = np.arange(72)
    office, month = n // 6, n % 6
    frame = pd.DataFrame(
        {
            "office": _codes("OFFICE", office),
            "country": np.array([*COUNTRIES.values()])[office % 3],
            "month": pd.date_range("2024-01-01", periods=6, freq="MS")[month],
            "requested": 30 + office + month,
            "issued": 20 + office,
            "median_days_to_issue": 10.0 + (office + month) % 6,
            "equipped": ((office % 2 == 0) & (month > 1)).astype(int),
        }
    )
    return Clean(
        "document_verification",
        "offices",
        frame,
        "office",
        "month",
        "",
        "",
        ("median_days_to_issue",),
        treated="equipped",
    )


def interviews() -> Clean:
    """Forty-eight returnees interviewed in three waves."""
    frame = simulate_reintegration(returnees=48, communities=8, waves=4, attrition=0).frame
    frame = frame[frame["wave"] < 4].reset_index(drop=True)
    person, wave = _number(frame["returnee"]), frame["wave"].to_numpy()
    returned = pd.Timestamp("2023-06-01") + pd.to_timedelta(person, "D")
    stays = (person + wave) % 3 != 0
    frame = _placed(frame.drop(columns="age_group")).assign(
        age=20 + person % 35,
        enumerator=_codes("ENU", person % 4),
        return_date=returned,
        interview_date=returned + pd.to_timedelta(150 * wave, "D"),
        return_type=np.array(["voluntary", "assisted", "forced"])[person % 3],
        urban_rural=np.where(person % 2 == 0, "urban", "rural"),
        work_status=np.where(person % 3 == 0, "casual", "employee"),
        earnings=100.0 + 5 * (person % 20) + 3 * wave,
        econ_satisfaction=np.where(wave == 1, "dissatisfied", "satisfied"),
        able_to_stay=np.where(stays, "yes", "no"),
        leave_wish_or_need=pd.Series("wish_to_leave", frame.index).where(~stays),
    )
    return Clean(
        "reintegration",
        "interviews",
        frame,
        "returnee",
        "wave",
        "assisted_from",
        "community",
        ("composite_score", "earnings"),
        "returnees-told-apart",
    )


def interviews_wide() -> Clean:
    """Give the same returnees, with what is measured in every wave and what never changes."""
    long = interviews()
    kept = [
        "returnee",
        "country",
        "community",
        "sex",
        "age",
        "return_date",
        "assisted_from",
        "wave",
    ]
    return replace(long, frame=long.frame[[*kept, *long.outcomes]])


def cases() -> Clean:
    """Sixty returnees' cases."""
    n = np.arange(60)
    returned = pd.Timestamp("2023-06-01") + pd.to_timedelta(n, "D")
    frame = pd.DataFrame(
        {
            "returnee": _codes("RET", n),
            "country": np.array([*COUNTRIES.values()])[n % 3],
            "community": _codes("COM", n % 8),
            "sex": np.where(n % 3 == 0, "female", "male"),
            "age": 20 + n % 35,
            "return_date": returned,
            "return_type": np.array(["voluntary", "assisted", "forced"])[n % 3],
            "case_status": np.where(n % 5 == 0, "completed", "open"),
            "support_start": returned + pd.to_timedelta(30, "D"),
            "support_end": returned + pd.to_timedelta(200 + n, "D"),
            "assistance": np.where(n % 2 == 0, "none", "counselling"),
            "years_of_absence": 1.0 + n % 9,
            "offered_from": pd.Timestamp("2023-07-01"),
        }
    )
    return Clean(
        "reintegration",
        "cases",
        frame,
        "returnee",
        "return_date",
        "offered_from",
        "community",
        ("years_of_absence",),
        "returnees-told-apart",
    )


def deliveries() -> Clean:
    """Eighty deliveries of assistance."""
    n = np.arange(80)
    start = pd.Timestamp("2023-08-01") + pd.to_timedelta(2 * n, "D")
    frame = pd.DataFrame(
        {
            "delivery": _codes("DEL", n),
            "returnee": _codes("RET", n // 2),
            "assistance": np.where(n % 2 == 0, "microbusiness", "counselling"),
            "assistance_form": np.where(n % 2 == 0, "cash", "service"),
            "support_start": start,
            "support_end": start + pd.to_timedelta(n % 20, "D"),
            "delivery_value": 200.0 + 10 * (n % 15),
            "currency": "EUR",
            "offered_from": pd.Timestamp("2023-08-01"),
        }
    )
    return Clean(
        "reintegration",
        "deliveries",
        frame,
        "delivery",
        "support_start",
        "offered_from",
        "",
        ("delivery_value",),
    )


TABLES: Final[dict[str, Callable[[], Clean]]] = {
    make.__name__: make
    for make in (
        officers,
        courses,
        attendances,
        posts,
        events,
        tests,
        answers,
        document_requests,
        offices,
        interviews,
        interviews_wide,
        cases,
        deliveries,
    )
}


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    """Name real countries, since invented ones have no code."""
    return frame.assign(country=frame["country"].map(COUNTRIES))


def _number(codes: pd.Series) -> np.ndarray:
    return codes.str.rsplit("-").str[-1].astype(int).to_numpy()


def _codes(prefix: str, number: np.ndarray) -> list[str]:
    return [f"{prefix}-{n + 1:03d}" for n in number]
