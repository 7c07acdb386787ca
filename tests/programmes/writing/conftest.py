"""A programme small enough to check by hand."""

import pytest

from evalcap.programmes.column import AnyOf, Code, CodeList, Column, Condition, Elapsed, Label
from evalcap.programmes.schema import Programme, Section, Table


def label(text):
    return Label(en=text, fr=f"{text}, fr", es=f"{text}, es")


def column(name, **entries):
    text = name.capitalize().replace("_", " ")
    facts = {"type": "text", "label": label(text), "definition": f"{text}.", "source": "a book"}
    return Column(name=name, **{**facts, **entries})


@pytest.fixture
def new_column():
    return column


@pytest.fixture
def clinic():
    """Patients by visit, and the doctors whom they see."""
    pain = CodeList(name="pain", codes=[Code(name=n, label=label(n)) for n in ("none", "some")])
    patient = column("patient", identifies="directly", required=True)
    doctor = column("doctor", required=True)
    visit = [
        patient,
        doctor,
        column("agrees", type="boolean"),
        column("started", type="date"),
        column("ended", type="date", not_below="started"),
        column("days", type="integer", minimum=0, elapsed=Elapsed(since="started", until="ended")),
    ]
    body = [
        column("back", type="category", codes=pain),
        column("neck", type="category", codes=pain),
        column("hurts", type="boolean", any_of=AnyOf(columns=["back", "neck"], values=["some"])),
        column("why", asked_if=Condition(column="back", values=["some"]), sensitive=True),
        column("age", type="number", unit="years", minimum=0, maximum=120, compact=["1"]),
        column("age_group", pattern="[0-9]+-[0-9]+", example="25-34", coarser_than="age"),
        column("answer", type="number", numbered=2, official_wording="the clinic"),
    ]
    agreed = Condition(column="agrees", values=["1"])
    sections = [
        Section(title=label("Visit"), columns=visit),
        Section(title=label("Body"), columns=body, asked_if=agreed),
        Section(title=label("Later"), columns=[column("cost", confirmed=False)], asked=False),
    ]
    visits = Table(
        name="visits",
        row="One visit.",
        sections=sections,
        key=["patient", "started"],
        links={"doctor": "doctors"},
    )
    doctors = Table(
        name="doctors",
        row="One doctor.",
        sections=[Section(title=label("Doctor"), columns=[doctor, column("since", type="period")])],
        key=["doctor"],
    )
    return Programme(
        name="a_clinic", title="A clinic", about="People get better.", tables=[visits, doctors]
    )
