"""The site around the reports, made from what was published."""

from dataclasses import replace

import fake_studies
import pytest

from evalcap.errors.settings import SettingsError


def quiet(_line):
    pass


def test_what_was_made_before_is_offered_only_while_it_is_as_it_was_made(workspace):
    offered = []

    def summarise(*arguments, earlier, **options):
        offered.append(earlier)
        fake_studies.summarise(*arguments, earlier=earlier, **options)

    watched = replace(workspace, steps=replace(workspace.steps, summarise=summarise))
    watched.build(log=quiet)
    watched.compact(log=quiet)
    (workspace.layout.index).write_text("tampered with", encoding="utf-8")
    watched.compact(log=quiet)
    assert offered == [None, workspace.layout.site, None]


def test_every_part_that_was_made_is_put_in_place(workspace):
    def summarise(entries, to, **options):
        fake_studies.summarise(entries, to, **options)
        (to / "portfolio").mkdir()
        (to / "portfolio" / "index.html").write_text("syntheses", encoding="utf-8")

    replace(workspace, steps=replace(workspace.steps, summarise=summarise)).build(log=quiet)
    page = workspace.layout.site / "portfolio" / "index.html"
    assert page.read_text(encoding="utf-8") == "syntheses"


def in_languages(workspace, text):
    """Build with settings, and say which languages the summary was asked for."""
    asked = []

    def summarise(entries, to, *, languages, **options):
        asked.append(languages)
        fake_studies.summarise(entries, to, **options)
        for place in languages[1:]:
            (to / place).mkdir()
            fake_studies.summarise(entries, to / place, **options)

    (workspace.root / "evalcap.toml").write_text(text)
    report = replace(workspace, steps=replace(workspace.steps, summarise=summarise)).build(
        log=quiet
    )
    return asked, report.summary


def test_pages_are_made_in_the_languages_of_the_workspace(workspace):
    asked, summary = in_languages(workspace, 'languages = ["fr", "en"]')
    assert (asked, summary.state) == ([("fr", "en")], "built")
    assert (workspace.layout.site / "en" / "compact" / "review-annex.docx").is_file()


def test_a_language_that_is_no_longer_asked_for_leaves_the_site(workspace):
    in_languages(workspace, 'languages = ["fr", "en"]')
    asked, summary = in_languages(workspace, 'languages = ["fr"]')
    assert asked == [("fr",)]
    assert "the settings changed" in " ".join(summary.reasons)
    assert not (workspace.layout.site / "en").exists()
    assert workspace.layout.index.is_file()


def test_settings_with_mistakes_stop_the_build_before_anything_is_made(workspace):
    with pytest.raises(SettingsError):
        in_languages(workspace, 'languages = ["xx"]')
    assert not workspace.layout.site.exists()
