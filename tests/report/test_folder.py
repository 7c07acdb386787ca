"""The folder that a report is rendered from."""

import re

import fake_evidence as fake
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from evalcap.errors.codelists import UnknownCodeError
from evalcap.errors.report import NarrativeNameError
from evalcap.evidence.model import Contribution
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.report.folder import make_folder

STUDIES = {
    "evaluation": fake.one_outcome,
    "job": fake.job_training,
    "work": fake.supported_work,
    "demo": fake.demonstration,
}


@pytest.fixture
def document(tmp_path, template):
    """Make a folder and read its document."""

    def made(evidence, lessons=None, narrative=None):
        folder = tmp_path / "folder"
        folder.mkdir()
        make_folder(
            evidence, lessons or Lessons(), narrative=narrative, template=template, into=folder
        )
        return (folder / "evaluation.qmd").read_text(encoding="utf-8")

    return made


@pytest.mark.parametrize("study", STUDIES)
def test_no_heading_is_followed_by_nothing(document, study):
    text = document(STUDIES[study](), fake.some_lessons())
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    levels = [len(b) - len(b.lstrip("#")) if b.startswith("#") else 0 for b in blocks]
    for level, after in zip(levels, [*levels[1:], 1], strict=True):
        assert not level or after == 0 or after > level


@pytest.mark.parametrize("study", STUDIES)
def test_every_figure_of_the_document_is_drawn_twice(document, study, tmp_path):
    text = document(STUDIES[study]())
    names = re.findall(r"\]\((figures/[^)]+)\)", text)
    assert names
    for name in names:
        assert (tmp_path / "folder" / f"{name}.svg").stat().st_size > 1000
        assert (tmp_path / "folder" / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_what_kind_of_data_it_is_comes_before_anything_else(document):
    text = document(fake.demonstration())
    body = text.split("---", 2)[2]
    assert body.index("simulated demonstration data") < body.index("# At a glance")
    assert "simulated demonstration data" in text.split("---", 2)[1]


def test_an_evaluation_has_no_such_notice(document):
    assert "::: {.callout" not in document(fake.one_outcome())


def test_benchmark_data_are_called_no_programme_evidence(document):
    text = document(fake.job_training())
    assert "public benchmark data from a neighbouring field\\; not programme evidence" in text
    assert "not counted as a contribution" in text


def test_a_restricted_lesson_and_what_follows_from_it_stay_out(document):
    text = document(fake.one_outcome(), fake.some_lessons())
    assert "Begin before the season" in text
    assert "Move courses to winter" in text
    assert "A weakness of one post" not in text
    assert "Close the gap" not in text


def test_the_objectives_are_written_with_their_exact_titles(document):
    tags = Contribution(objectives=(11, 4), actions=("11(a)",), principles=("f",), sdg=("16.9",))
    text = document(fake.one_outcome(contribution=tags))
    assert "Manage borders in an integrated\\, secure and coordinated manner" in text
    assert "Ensure that all migrants have proof of legal identity" in text
    assert text.index("Objective 4") < text.index("Objective 11")
    assert "Human rights" in text
    assert "provide legal identity for all" in text


def test_an_objective_that_does_not_exist_is_refused(document):
    with pytest.raises(UnknownCodeError, match="24"):
        document(fake.one_outcome(contribution=Contribution(objectives=(24,))))


def test_the_studys_own_sections_stand_where_their_names_say(document, tmp_path):
    narrative = tmp_path / "narrative"
    narrative.mkdir()
    for name in ("context", "limits", "field-visits"):
        (narrative / f"{name}.md").write_text(f"# About {name}\n", encoding="utf-8")
    text = document(fake.one_outcome(), narrative=narrative)
    places = [text.index(f"{{{{< include narrative/{n}.md >}}}}") for n in ("context", "limits")]
    assert places == sorted(places)
    assert "{{< include narrative/field-visits.md >}}" in text
    assert (tmp_path / "folder" / "narrative" / "context.md").is_file()


@pytest.mark.parametrize("name", ["My Section.md", "a>}}.md", "Über.md"])
def test_a_name_that_cannot_be_included_is_refused(document, tmp_path, name):
    narrative = tmp_path / "narrative"
    narrative.mkdir()
    (narrative / name).write_text("text", encoding="utf-8")
    with pytest.raises(NarrativeNameError):
        document(fake.one_outcome(), narrative=narrative)


def test_the_same_evidence_gives_the_same_bytes(document, tmp_path):
    document(fake.job_training())
    first = {f.name: f.read_bytes() for f in (tmp_path / "folder").rglob("*") if f.is_file()}
    (tmp_path / "folder").rename(tmp_path / "before")
    document(fake.job_training())
    again = {f.name: f.read_bytes() for f in (tmp_path / "folder").rglob("*") if f.is_file()}
    assert first == again


LABELS = st.text(min_size=1, max_size=80)
REACHES = st.tuples(st.floats(-1e12, 1e12), st.floats(0, 1e9))


# Drawing is slow, and a failing label is short enough to read without shrinking.
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(label=LABELS, unit=st.text(max_size=40), reach=REACHES)
def test_any_label_and_any_number_makes_a_document(template, tmp_path_factory, label, unit, reach):
    low, width = reach
    evidence = fake.one_outcome(
        low + width / 2, low, low + width, outcome={"label": label, "unit": unit}
    )
    folder = tmp_path_factory.mktemp("any")
    make_folder(evidence, Lessons(), narrative=None, template=template, into=folder)
    text = (folder / "evaluation.qmd").read_text(encoding="utf-8")
    assert re.findall(r"\{\{<[^\n]*", text) == []


def test_a_second_cycle_is_set_beside_the_first(template, tmp_path):
    before = Entry(fake.one_outcome(1.5, 0.5, 2.5), fake.some_lessons())
    make_folder(
        fake.one_outcome(),
        Lessons(),
        narrative=None,
        template=template,
        into=tmp_path,
        before=before,
    )
    text = (tmp_path / "evaluation.qmd").read_text(encoding="utf-8")
    assert "# Since the cycle before {#sec-since}" in text
    assert "Move courses to winter" in text
    assert text.index("sec-since") < text.index("sec-annexes")
