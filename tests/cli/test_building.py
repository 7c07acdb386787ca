import pytest
from fake_studies import FakeStudy

pytestmark = pytest.mark.usefixtures("folder")


def test_build_says_what_it_did_and_where_the_results_are(evalcap, folder):
    answer = evalcap("build")
    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[-2:] == [
        "Studies: 2 built. Compact summary: built.",
        f"Results: {folder / 'build/site/index.html'}",
    ]


def test_a_second_build_says_that_nothing_was_to_be_done(evalcap):
    evalcap("build")
    assert "Studies: 2 up to date. Compact summary: up to date." in evalcap("build").stdout


def test_build_takes_names_force_jobs_and_an_engine(evalcap, folder):
    evalcap("build")
    words = ["build", "north", "--force", "--jobs", 2, "--engine", "pandoc"]
    assert "Studies: 1 built." in evalcap(*words).stdout
    assert "by pandoc" in (folder / "build/site/north/index.html").read_text()


@pytest.mark.parametrize("words", [["--jobs", "0"], ["--engine", "word"], ["--wait", "-1"]])
def test_an_option_without_meaning_is_wrong_usage(evalcap, words):
    assert evalcap("build", *words).exit_code == 2


def test_report_builds_a_study_that_is_up_to_date(evalcap, folder):
    evalcap("build")
    answer = evalcap("report", "north")
    assert answer.exit_code == 0
    assert answer.stdout.endswith(f"Report: {folder / 'build/site/north/index.html'}\n")
    assert "north: to be built, because it was asked for." in answer.stdout


def test_compact_makes_the_summary_of_what_was_built(evalcap, folder):
    assert evalcap("compact").exit_code == 1
    evalcap("build")
    answer = evalcap("compact")
    assert answer.exit_code == 0
    assert answer.stdout.endswith(f"Results: {folder / 'build/site/compact/index.html'}\n")


def test_reproduce_fails_where_numbers_differ(evalcap, monkeypatch):
    monkeypatch.setattr(FakeStudy, "reproduce", lambda *_: ["point: 2"], raising=False)
    answer = evalcap("reproduce", "north")
    assert answer.exit_code == 1
    assert "north: different.\n  point: 2\n" in answer.stdout
    monkeypatch.setattr(FakeStudy, "reproduce", lambda *_: [], raising=False)
    assert evalcap("reproduce").exit_code == 0


@pytest.mark.parametrize(("command", "kind"), [("withdraw", "withdrawn"), ("correct", "corrected")])
def test_a_published_report_is_withdrawn_or_corrected_with_a_reason(evalcap, folder, command, kind):
    assert evalcap(command, "north", "--reason", "Why").exit_code == 1
    evalcap("build", "north")
    answer = evalcap(command, "north", "--reason", "A source was counted twice.")
    assert answer.exit_code == 0
    recorded = (folder / "studies" / "north" / "corrections.toml").read_text(encoding="utf-8")
    assert f'kind = "{kind}"' in recorded
    assert "north: built" in answer.output


@pytest.fixture
def interrupted(monkeypatch):
    """Somebody who presses Ctrl-C as soon as the first preview is there."""

    def press(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("evalcap.workspace.previewing.changes", press)


@pytest.mark.usefixtures("interrupted")
def test_preview_says_where_the_page_is_and_ends_with_success_on_ctrl_c(evalcap, folder):
    answer = evalcap("preview", "north")
    assert answer.exit_code == 0
    first, wait, second, *_, last = answer.stdout.splitlines()
    assert first.startswith("Preview of north: http://127.0.0.1:")
    assert wait.startswith("It is being built")
    assert second.endswith(f"Page: {folder / 'build/preview/site/north/index.html'}")
    assert last == "The preview has ended. To publish what it showed: evalcap build"


@pytest.mark.usefixtures("interrupted")
def test_preview_makes_every_document_where_it_is_told_to(evalcap, folder):
    evalcap("preview", "north", "--all")
    assert (folder / "build/preview/site/north/brief.pdf").is_file()


def test_preview_of_no_study_is_wrong_usage(evalcap):
    answer = evalcap("preview", "nort")
    assert answer.exit_code == 2
    assert "north" in answer.stderr
