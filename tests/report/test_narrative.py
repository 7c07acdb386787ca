"""A study's own sections in the folder of a report."""

import pytest

from evalcap.errors.report import NarrativeNameError
from evalcap.report.narrative import copy_narrative, marked


@pytest.fixture
def narrative(tmp_path):
    """Give two sections with a picture, one of them also in French."""
    folder = tmp_path / "narrative"
    (folder / "fr").mkdir(parents=True)
    (folder / "context.md").write_text("In English.", encoding="utf-8")
    (folder / "limits.md").write_text("Limits.", encoding="utf-8")
    (folder / "plan.png").write_bytes(b"plan")
    (folder / "map.png").write_bytes(b"map")
    (folder / "fr" / "limits.md").write_text("Limites.", encoding="utf-8")
    (folder / "fr" / "map.png").write_bytes(b"carte")
    return folder


def copied(narrative, into, language):
    names = copy_narrative(narrative, into, own="en", language=language)
    assert names == ["context", "limits"]
    return {f.name: f.read_bytes().decode() for f in (into / "narrative").glob("*.*")}


def test_in_the_language_of_the_authors_sections_are_copied_as_they_are(narrative, tmp_path):
    assert copied(narrative, tmp_path / "into", "en") == {
        "context.md": "In English.",
        "limits.md": "Limits.",
        "plan.png": "plan",
        "map.png": "map",
    }


def test_a_translated_section_or_picture_takes_the_place_of_the_original(narrative, tmp_path):
    found = copied(narrative, tmp_path / "into", "fr")
    assert found["limits.md"] == "Limites."
    assert (found["plan.png"], found["map.png"]) == ("plan", "carte")


def test_a_section_that_is_not_translated_is_marked(narrative, tmp_path):
    found = copied(narrative, tmp_path / "into", "fr")
    assert found["context.md"] == "::: {lang=en}\n\nIn English.\n\n:::\n\n"


def test_headings_are_marked_by_themselves_and_code_is_left_alone():
    text = "# One {#sec-one .unnumbered}\n\n```\n# no heading\n```\n\n## *Two*\n\nText.\n"
    told = text.replace(".unnumbered}", ".unnumbered lang=en}").replace("*Two*", "*Two* {lang=en}")
    assert marked(text, "en") == told


def test_what_stands_before_the_first_heading_is_put_in_a_box():
    assert (
        marked("Before.\n\n# One\n", "en") == "::: {lang=en}\n\nBefore.\n\n:::\n\n# One {lang=en}\n"
    )


def test_a_box_of_the_author_s_own_is_not_put_into_ours():
    text = "::: {.callout-note}\nNote.\n:::\n"
    assert marked(text, "en") == text


def test_a_name_that_cannot_be_part_of_a_document_is_refused(tmp_path):
    (tmp_path / "narrative").mkdir()
    (tmp_path / "narrative" / "Field visits.md").write_text("x")
    with pytest.raises(NarrativeNameError):
        copy_narrative(tmp_path / "narrative", tmp_path / "into", own="en", language="en")


def test_a_study_without_sections_has_none(tmp_path):
    assert copy_narrative(None, tmp_path, own="en", language="fr") == []
