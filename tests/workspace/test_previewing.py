import re
from itertools import islice

import pytest
from fake_studies import STEPS, FakeStudy, write_study

from evalcap.workspace import Workspace
from evalcap.workspace.previewing import make_preview, preview_layout, watch


@pytest.fixture
def ran(monkeypatch):
    """How often a study was run."""
    runs = []
    real = FakeStudy.run
    monkeypatch.setattr(FakeStudy, "run", lambda study: runs.append(study.slug) or real(study))
    return runs


@pytest.fixture
def page(workspace):
    return preview_layout(workspace.layout).report("north") / "index.html"


def made(workspace, **options):
    return make_preview(workspace.layout, STEPS, "north", wait=0, log=print, **options)


def watched(workspace, *steps):
    """Give what is told while each step is taken during one pause after another."""
    taken = iter([step for given in steps for step in (given, None)])

    def pause(_):
        step = next(taken)
        if step:
            step()

    told = watch(workspace.layout, "north", lambda: made(workspace), pause=pause)
    return list(islice(told, len(steps) + 1))


def tell(workspace, text):
    narrative = workspace.root / "studies" / "north" / "narrative"
    narrative.mkdir(exist_ok=True)
    (narrative / "context.md").write_text(text, encoding="utf-8")


def test_a_preview_is_made_apart_from_what_is_published(workspace, page):
    assert made(workspace).state == "built"
    assert page.read_text(encoding="utf-8").startswith("html of 1.5")
    assert sorted(f.name for f in page.parent.iterdir()) == ["index.html", "resource-card.json"]
    assert not workspace.layout.site.exists()


def test_all_documents_are_made_where_they_are_asked_for(workspace, page):
    made(workspace, formats=("html", "pdf"))
    assert (page.parent / "report.pdf").is_file()


def test_what_has_not_changed_is_not_made_again(workspace):
    made(workspace)
    assert made(workspace).state == "up to date"


def test_what_only_tells_the_evidence_runs_nothing(workspace, ran):
    made(workspace)
    tell(workspace, "New words.")
    assert made(workspace).reasons == ("narrative/context.md changed",)
    (workspace.root / "reports").mkdir()
    (workspace.root / "reports" / "_brand.yml").write_text("meta: {name: A}", encoding="utf-8")
    assert made(workspace).reasons == ("the templates changed (_brand.yml)",)
    assert ran == ["north"]
    write_study(workspace.root, "north", point=2.0)
    assert made(workspace).state == "built"
    assert ran == ["north", "north"]


def test_each_change_is_one_line_with_what_it_was_how_long_it_took_and_where_the_page_is(
    workspace, page
):
    first, second = watched(workspace, lambda: tell(workspace, "New words."))
    ending = rf"built in \d+\.\d s\. Page: {re.escape(str(page))}"
    assert re.fullmatch(rf"[\d:]{{8}} {ending}", first)
    assert re.fullmatch(
        rf"[\d:]{{8}} studies/north/narrative/context\.md changed: {ending}", second
    )


def test_the_settings_of_the_workspace_are_watched_from_when_they_are_made(workspace):
    settings = workspace.root / "evalcap.toml"
    _, made_anew, changed, gone = watched(
        workspace,
        lambda: settings.write_text('languages = ["fr"]', encoding="utf-8"),
        lambda: settings.write_text('languages = ["fr", "en"]', encoding="utf-8"),
        settings.unlink,
    )
    for told in (made_anew, changed, gone):
        assert "evalcap.toml changed: built in" in told


def test_a_mistake_is_told_and_the_page_from_before_stays(workspace, page):
    def spoil():
        write_study(workspace.root, "north", point=2.0, fail="render")

    def break_plan():
        (workspace.root / "studies" / "north" / "study.toml").write_text("point =")

    def mend():
        write_study(workspace.root, "north", point=3.0)

    _, spoilt, broken, mended = watched(workspace, spoil, break_plan, mend)
    assert "study.toml changed: failed.\n  " in spoilt
    assert f"The page from before stays: {page}" in spoilt
    assert "failed." in broken
    assert "built in" in mended
    assert page.read_text(encoding="utf-8").startswith("html of 3.0")


def test_a_first_preview_that_fails_has_no_page_to_keep(workspace):
    write_study(workspace.root, "north", fail="missing")
    (told,) = watched(workspace)
    assert "failed." in told
    assert "stays" not in told


def test_a_build_does_not_wait_for_a_preview_nor_takes_its_output_for_its_own(workspace, said):
    made(workspace)
    report = Workspace(workspace.root, STEPS).build(["north"], log=said.append)
    assert report.studies[0].reasons == ("it has not been built yet",)
