import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

import fake_evidence as fake

from evalcap.errors.report import ReportUnfitError
from evalcap.lessons import Lessons
from evalcap.study.linting import lint, narrative_of, require_fit
from evalcap.words import catalogue

BARE = SimpleNamespace(narrative=None, folder=Path("nowhere"), plan=None, lessons=Lessons)


def page(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(f"<body><h1>H</h1><p>{text}</p></body>", encoding="utf-8")
    return folder


def test_a_page_fit_to_publish_passes_and_one_with_an_address_is_refused(tmp_path):
    words, evidence = catalogue(), fake.one_outcome()
    require_fit(BARE, evidence, Lessons(), page(tmp_path / "a", "Fine."), words)
    exposed = page(tmp_path / "b", "Write to ama@example.org")
    with pytest.raises(ReportUnfitError, match="identifies a person"):
        require_fit(BARE, evidence, Lessons(), exposed, words)


def test_where_no_page_was_made_only_the_content_is_looked_at(tmp_path):
    require_fit(BARE, fake.one_outcome(), Lessons(), tmp_path, catalogue())
    lacking = fake.one_outcome().model_copy(update={"estimates": ()})
    with pytest.raises(ReportUnfitError, match="no estimate"):
        require_fit(BARE, lacking, Lessons(), tmp_path, catalogue())


def test_the_report_in_every_language_is_looked_at(tmp_path):
    evidence = fake.one_outcome(subject=fake.subject(languages=("en", "fr")))
    page(tmp_path, "Fine.")
    page(tmp_path / "fr", "Le chemin /home/ama/x.csv")
    found = lint(BARE, evidence, Lessons(), tmp_path)
    assert [f.rule for f in found if f.severity == "critical"] == ["path"]


def test_sections_are_read_by_name(tmp_path):
    (tmp_path / "context.md").write_text("Hello", encoding="utf-8")
    assert narrative_of(SimpleNamespace(narrative=tmp_path)) == {"context": "Hello"}
