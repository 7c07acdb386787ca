"""Translations in a build: what they make anew, what is noted, and what they pass on."""

import json
from dataclasses import replace

import fake_studies
import pytest
from fake_officers import HEADER, rows, written_plan

from evalcap.rendering.formats import FILES
from evalcap.study import Study
from evalcap.words import report_places
from evalcap.workspace import Workspace
from evalcap.workspace.layout import EVIDENCE, TRANSLATIONS
from evalcap.workspace.previewing import make_preview
from evalcap.workspace.steps import STEPS


def render(study, _evidence, *, to, formats, **_):
    """Write a report in each language that says the study's name."""
    for place in report_places(study.plan.languages).values():
        (to / place).mkdir(parents=True, exist_ok=True)
        for made in formats:
            (to / place / FILES[made]).write_text(study.slug)


QUICK = replace(
    STEPS, render=render, exchange=fake_studies.exchange, summarise=fake_studies.summarise
)


@pytest.fixture
def ran(monkeypatch):
    """How often a study was run."""
    runs, real = [], Study.run
    monkeypatch.setattr(Study, "run", lambda study: runs.append(study.slug) or real(study))
    return runs


@pytest.fixture
def real(tmp_path, monkeypatch):
    """Give a workspace with one study of forty officers, and a way to translate it."""
    fake_studies.still_surroundings(monkeypatch)
    folder = tmp_path / "studies" / "officers"
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text(written_plan(more='languages = ["en", "fr"]'))
    (folder / "data.csv").write_text("\n".join([HEADER, *rows()]) + "\n")
    return Workspace(tmp_path, QUICK)


def translate(workspace, text):
    file = workspace.root / "studies" / "officers" / "translations" / "fr.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def evidence_of(workspace):
    return (workspace.layout.evidence("officers") / EVIDENCE).read_bytes()


def test_a_changed_translation_is_only_rendered_again(real, ran, said):
    translate(real, 'title = "Agents de deux régions"')
    assert real.build(log=said.append).ok
    before = evidence_of(real)
    assert b"Agents" not in before
    translate(real, 'title = "Agents des deux régions"')
    said.clear()
    assert real.build(log=said.append).ok
    assert said[0] == "officers: to be built, because translations/fr.toml changed."
    assert ran == ["officers"]
    assert evidence_of(real) == before
    kept = json.loads((real.layout.evidence("officers") / TRANSLATIONS).read_text("utf-8"))
    assert kept["fr"]["title"] == "Agents des deux régions"


def test_a_preview_of_a_changed_translation_runs_nothing(real, ran):
    def preview():
        return make_preview(real.layout, QUICK, "officers", wait=0, log=print)

    assert preview().state == "built"
    translate(real, 'title = "Agents"')
    assert preview().reasons == ("translations/fr.toml changed",)
    assert ran == ["officers"]


def test_a_build_notes_what_a_language_lacks_and_succeeds(real, said):
    translate(real, 'title = "Agents de deux régions"')
    report = real.build(log=said.append)
    assert report.ok
    note = "fr: 2 of 3 texts are not translated: outcomes.score.label, outcomes.score.unit"
    (line,) = [line for line in said if "built in" in line and line.startswith("officers")]
    assert line.endswith(f"\n  Note: {note}.")
    assert report.studies[0].notes == (note,)


def test_a_mistake_in_a_translation_fails_the_study_and_keeps_the_report_from_before(real, said):
    assert real.build(log=said.append).ok
    translate(real, '[outcomes.scores]\nlabel = "Note"')
    said.clear()
    report = real.build(log=said.append)
    assert report.failed == ("officers",)
    assert "there is no such outcome (did you mean 'score'?)" in "\n".join(said)
    assert (real.layout.report("officers") / "fr" / "index.html").is_file()


def test_the_site_is_given_the_translations(real, said):
    shown = []
    steps = replace(
        QUICK,
        summarise=lambda entries, to, **more: (
            shown.extend(entries) or fake_studies.summarise(entries, to, **more)
        ),
    )
    translate(real, 'title = "Agents de deux régions"')
    assert replace(real, steps=steps).build(log=said.append).ok
    assert shown[0].told_in("fr").evidence.subject.title == "Agents de deux régions"


def test_a_study_without_translations_keeps_none(real, said):
    assert real.build(log=said.append).ok
    assert not (real.layout.evidence("officers") / TRANSLATIONS).exists()
