"""Every fact about Quarto that the wrapper relies on, against a stand-in that behaves so."""

import importlib.util
import os
import shutil
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from evalcap.errors.render import (
    DocumentError,
    EngineFailedError,
    EngineMissingError,
    EngineVersionError,
    RenderTimeoutError,
)
from evalcap.rendering import Rendering, engine_versions, find_quarto, render_document

POSIX = pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX")
ROOT = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere"
)
FORMATS = ("html", "pdf", "docx")
DOCUMENT = """---
title: "A report"
date: 2026-01-31
engine: markdown
---

# Findings {#sec-findings}

The effect is {{< var point >}}, see @sec-findings.
"""


def _stand_in() -> ModuleType:
    file = Path(__file__).parents[1] / "rendering" / "stand_in_quarto.py"
    spec = importlib.util.spec_from_file_location("stand_in_quarto", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


stand_in = _stand_in()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "index.qmd").write_text(DOCUMENT)
    (folder / "_variables.yml").write_text("point: 2.40\n")
    return folder


@pytest.fixture
def quarto(tmp_path, monkeypatch):
    """Install a stand-in that QUARTO_PATH names."""

    def installed(**behaviour):
        command = stand_in.install(tmp_path / "quarto-bin", **behaviour)
        monkeypatch.setenv("QUARTO_PATH", str(command))
        return command

    return installed


def render(folder: Path, **options) -> Rendering:
    return render_document(folder, to=folder.parent / "site", engine="quarto", **options)


def published(folder: Path) -> dict[str, bytes]:
    site = folder.parent / "site"
    return {file.name: file.read_bytes() for file in site.iterdir()} if site.exists() else {}


# Finding the binary -----------------------------------------------------------------------------


def test_quarto_path_names_the_executable_and_wins_over_path(tmp_path, monkeypatch, quarto):
    elsewhere = stand_in.install(tmp_path / "on-path")
    monkeypatch.setenv("PATH", str(elsewhere.parent), prepend=os.pathsep)
    named = quarto()
    assert find_quarto() == named
    monkeypatch.delenv("QUARTO_PATH")
    assert find_quarto() == elsewhere


def test_quarto_path_that_names_a_folder_is_not_the_executable(tmp_path, monkeypatch, quarto):
    named = quarto()
    monkeypatch.setenv("QUARTO_PATH", str(named.parent))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_quarto() is None


def test_without_quarto_the_quarto_engine_says_what_to_do(tmp_path, monkeypatch, folder):
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissingError, match="QUARTO_PATH") as raised:
        render(folder)
    assert "engine = pandoc" in raised.value.do


def test_auto_takes_quarto_where_it_is_found_and_the_built_in_engine_elsewhere(
    tmp_path, monkeypatch, folder, quarto
):
    quarto()
    options = {"formats": ["html"], "to": tmp_path / "site"}
    assert render_document(folder, engine="auto", **options).engine == "quarto"
    monkeypatch.delenv("QUARTO_PATH")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert render_document(folder, engine="auto", **options).engine == "pandoc"


def test_a_quarto_that_cannot_be_started_is_reported_as_missing(folder, quarto):
    command = quarto()
    command.write_text("#!/nowhere/sh\n")
    with pytest.raises(EngineMissingError, match="cannot be run"):
        render(folder)


def test_the_environment_of_an_outer_quarto_does_not_leak_in(monkeypatch, folder, quarto):
    leaking = {
        *("QUARTO_SHARE_PATH", "QUARTO_BIN_PATH", "QUARTO_DENO", "QUARTO_ROOT"),
        *("QUARTO_PROJECT_ROOT", "QUARTO_PROJECT_DIR", "QUARTO_DOCUMENT_PATH"),
        *("QUARTO_DOCUMENT_FILE", "QUARTO_EXECUTE_INFO", "QUARTO_VERSION_REQUIREMENT"),
        *("QUARTO_LOG", "QUARTO_LOG_LEVEL", "QUARTO_LOG_FORMAT", "QUARTO_PRINT_STACK"),
        "QUARTO_PROFILE",
    }
    for name in leaking:
        monkeypatch.setenv(name, "/another/quarto")
    command = quarto()
    assert render(folder).version == stand_in.VERSION
    assert engine_versions()["quarto"] == stand_in.VERSION
    for call in stand_in.calls(command):
        assert not leaking & set(call["environment"])


def test_what_a_user_set_for_quarto_itself_is_kept(monkeypatch, folder, quarto):
    monkeypatch.setenv("QUARTO_TYPST", "/opt/typst")
    command = quarto()
    render(folder, formats=["html"])
    assert stand_in.calls(command)[0]["environment"]["QUARTO_TYPST"] == "/opt/typst"


# Versions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "made", "refused"),
    [("1.3.450", (), FORMATS), ("1.4.557", ("html", "docx"), ("pdf",)), ("1.5.57", FORMATS, ())],
)
def test_each_format_has_its_oldest_version(folder, quarto, version, made, refused):
    quarto(version=version)
    for format_ in made:
        assert render(folder, formats=[format_]).files
    for format_ in refused:
        oldest = "1.5" if format_ == "pdf" else "1.4"
        with pytest.raises(EngineVersionError, match=f"quarto {oldest} or newer") as raised:
            render(folder, formats=[format_])
        assert version in raised.value.wrong


def test_a_development_build_is_new_enough(folder, quarto):
    quarto(version="99.9.9")
    assert render(folder).version == "99.9.9"


def test_a_quarto_that_does_not_tell_its_version_is_not_used(folder, quarto):
    quarto(version="", version_code=1)
    with pytest.raises(EngineFailedError):
        render(folder)
    assert engine_versions()["quarto"] is None


# Exit codes and streams -------------------------------------------------------------------------


def test_a_failing_exit_code_publishes_nothing(folder, quarto):
    quarto(code=1, messages=[[40, "Invalid YAML"]])
    with pytest.raises(EngineFailedError, match="Invalid YAML"):
        render(folder)
    assert published(folder) == {}


def test_exit_code_0_without_a_file_is_a_failure(folder, quarto):
    quarto(output=False)
    with pytest.raises(EngineFailedError):
        render(folder)


@pytest.mark.parametrize(
    "said",
    [
        "\x1b[33mWARNING (/opt/share/main.lua:9) \x1b[0mUnable to resolve crossref @fig-x",
        "\x1b[33mWARNING (/opt/quarto/main.lua:13)\x1b[39m Shortcode 'lipsum' not found",
        "WARNING (/opt/main.lua:7) Unknown var result.point specified in a var shortcode.",
        "WARNING (/opt/main.lua:7) Unknown meta key subtitle specified in a metadata Shortcode.",
        "\x1b[31mERROR (/opt/quarto/main.lua:22)\x1b[39m something in a filter",
        "[WARNING] Could not fetch resource figures/event.svg",
        "[WARNING] Div at line 9 column 1 unclosed at line 30 column 1, closing implicitly.",
        "[typst]: Compiling index.typ to index.pdf...\nerror: file not found (searched at x.svg)",
        "An error occurred while executing the following cell",
    ],
)
def test_a_hole_is_a_failure_though_it_arrives_as_information_with_exit_code_0(
    folder, quarto, said
):
    quarto(messages=[[20, said]])
    with pytest.raises(EngineFailedError) as raised:
        render(folder, formats=["html"])
    assert "\x1b" not in str(raised.value)
    assert published(folder) == {}


def test_other_warnings_are_handed_on_and_progress_is_not(folder, quarto):
    quarto(
        messages=[
            [20, "pandoc\n  to: html"],
            [20, "Output created: index.html"],
            [20, "WARNING (/opt/main.lua:3) an option is deprecated"],
            [30, "a newer Quarto exists"],
            [20, "[IPKernelApp] WARNING | TCP transport without encryption"],
        ]
    )
    messages = render(folder, formats=["html"]).messages
    assert messages == (
        "WARNING (/opt/main.lua:3) an option is deprecated",
        "WARNING: a newer Quarto exists",
    )


def test_quiet_silences_errors_so_the_log_is_read_instead(folder, quarto):
    command = quarto(code=1, messages=[[40, "schema violation"]])
    with pytest.raises(EngineFailedError, match="schema violation"):
        render(folder, formats=["html"])
    arguments = stand_in.calls(command)[0]["arguments"]
    assert "--quiet" in arguments
    assert arguments[arguments.index("--log-format") + 1] == "json-stream"
    assert "--log-level" not in arguments  # warning would lose what arrives as information


def test_colours_are_switched_off(folder, quarto):
    command = quarto()
    render(folder, formats=["html"])
    assert stand_in.calls(command)[0]["environment"]["NO_COLOR"] == "1"


# Arguments --------------------------------------------------------------------------------------


def test_every_format_is_rendered_by_itself_with_the_document_first(folder, quarto):
    command = quarto()
    render(folder)
    asked = [call["arguments"] for call in stand_in.calls(command)]
    assert [arguments[0] for arguments in asked] == ["index.qmd"] * 3
    assert [arguments[arguments.index("--to") + 1] for arguments in asked] == [
        "html",
        "typst",
        "docx",
    ]


def test_no_option_is_used_that_deletes_wipes_or_mixes_outputs(folder, quarto):
    command = quarto()
    render(folder)
    for call in stand_in.calls(command):
        assert not {"-o", "--output", "--output-dir"} & set(call["arguments"])


def test_no_daemon_is_left_and_no_code_is_run(folder, quarto):
    command = quarto()
    render(folder)
    for call in stand_in.calls(command):
        assert {"--no-execute-daemon", "--no-execute"} <= set(call["arguments"])


@pytest.mark.parametrize("name", ["-draft.qmd", "a [b].qmd", "{x}*.qmd", "_hidden.qmd", "é à.qmd"])
def test_any_name_reaches_quarto_as_a_plain_one(folder, quarto, name):
    (folder / "index.qmd").rename(folder / name)
    command = quarto()
    files = render(folder, document=name, formats=["html"]).files
    assert stand_in.calls(command)[0]["arguments"][0] == "document.qmd"
    assert files["html"].name == "index.html"


# Python -----------------------------------------------------------------------------------------


def test_quarto_is_told_which_python_is_running(folder, quarto):
    command = quarto()
    render(folder, formats=["html"])
    assert stand_in.calls(command)[0]["environment"]["QUARTO_PYTHON"] == sys.executable


# Processes, time limits, concurrency --------------------------------------------------------------


@POSIX
def test_time_out_ends_the_launcher_and_what_it_started(folder, quarto):
    command = quarto(child=1.5)
    began = time.monotonic()
    with pytest.raises(RenderTimeoutError):
        render(folder, formats=["html"], time_limit=1.0)
    assert time.monotonic() - began < 6
    time.sleep(1.5)
    assert not (command.parent / "late").exists()
    assert published(folder) == {}


def test_the_time_limit_counts_for_all_formats_together(folder, quarto):
    quarto(seconds=0.6)
    with pytest.raises(RenderTimeoutError):
        render(folder, time_limit=1.5)


def test_every_format_is_rendered_in_a_fresh_folder_of_its_own(folder, quarto):
    command = quarto()
    render(folder)
    places = [call["folder"] for call in stand_in.calls(command)]
    assert len(set(places)) == len(FORMATS)
    assert not any(Path(place).exists() for place in places)
    assert all(not Path(place).is_relative_to(folder.parent) for place in places)


def test_the_document_folder_is_only_read(folder, quarto):
    before = {file: file.read_bytes() for file in folder.rglob("*")}
    quarto()
    render(folder)
    assert {file: file.read_bytes() for file in folder.rglob("*")} == before


@ROOT
def test_a_folder_that_cannot_be_written_to_is_rendered_all_the_same(folder, quarto):
    quarto()
    folder.chmod(0o555)
    try:
        assert render(folder, formats=["html"]).files
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("home", ["/proc/1/nowhere", "/dev/null", ""])
@POSIX
def test_an_unwritable_home_is_replaced(folder, monkeypatch, quarto, home):
    command = quarto(home=True)
    monkeypatch.setenv("HOME", home)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    render(folder, formats=["html"])
    assert stand_in.calls(command)[0]["environment"]["HOME"] != home


@POSIX
def test_a_writable_home_is_kept(folder, tmp_path, monkeypatch, quarto):
    command = quarto(home=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    render(folder, formats=["html"])
    assert stand_in.calls(command)[0]["environment"]["HOME"] == str(tmp_path)


# Formats ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        '<img src="https://cdn.example.org/x.png">',
        '<script src="https://cdn.example.org/x.js"></script>',
        '<img src="figures/event.svg">',
        "<style>body { background: url(https://example.org/x.png) }</style>",
    ],
)
def test_a_page_that_still_loads_something_is_not_published(folder, quarto, page):
    quarto(page=page)
    with pytest.raises(EngineFailedError, match="would load"):
        render(folder, formats=["html"])
    assert published(folder) == {}


def test_a_page_with_links_to_the_web_and_embedded_images_is_published(folder, quarto):
    quarto(page='<a href="https://example.org">x</a><img src="data:image/png;base64,AA==">')
    assert render(folder, formats=["html"]).files


def test_the_marker_of_an_unresolved_reference_in_the_page_is_a_failure(folder, quarto):
    quarto(page="<p>see <strong>?@fig-event</strong></p>")
    with pytest.raises(EngineFailedError, match="fig-event leads nowhere"):
        render(folder, formats=["html"])


def test_when_one_format_fails_earlier_outputs_stay_as_they_were(folder, quarto):
    quarto()
    render(folder)
    before = published(folder)
    assert set(before) == {"index.html", "report.pdf", "report.docx"}
    quarto(page='<img src="https://example.org/x.png">')
    with pytest.raises(EngineFailedError):
        render(folder, formats=["docx", "pdf", "html"])
    assert published(folder) == before


# Projects and safety ------------------------------------------------------------------------------


def configuration(call: dict) -> dict:
    return yaml.safe_load(call["configuration"])


def test_the_copy_is_a_plain_project_of_its_own_whatever_lies_above_or_in_it(folder, quarto):
    (folder.parent / "_quarto.yml").write_text("project: {type: website, output-dir: _site}\n")
    (folder / "_quarto.yml").write_text(
        "project: {type: website, output-dir: /tmp/x, pre-render: rm}\nfrom: html\ntoc: true\n"
    )
    command = quarto()
    render(folder)
    for call in stand_in.calls(command):
        said = configuration(call)
        assert said["project"] == {"type": "default"}
        assert said["toc"] is True


def test_pages_carry_what_they_need_and_formulas_need_no_script(folder, quarto):
    command = quarto()
    render(folder, formats=["html"])
    html = configuration(stand_in.calls(command)[0])["format"]["html"]
    assert html["embed-resources"] is True
    assert html["html-math-method"] == "mathml"
    assert html["minimal"] is True
    assert html["theme"] == "none"


def test_a_pdf_is_made_by_typst_with_our_template_and_no_package(folder, quarto):
    command = quarto()
    render(folder, formats=["pdf"])
    call = stand_in.calls(command)[0]
    partials = configuration(call)["format"]["typst"]["template-partials"]
    assert set(partials) <= set(call["files"])
    assert configuration(call)["number-sections"] is True  # or Typst refuses @sec-findings
    # Quarto's callouts fetch a package.
    assert configuration(call)["filters"] == ["boxes.lua", "tables.lua"]
    assert {"boxes.lua", "tables.lua"} <= set(call["files"])


def test_word_gets_its_reference_document_and_pictures_that_it_can_show(folder, quarto):
    command = quarto()
    render(folder, formats=["docx"])
    call = stand_in.calls(command)[0]
    assert configuration(call)["format"]["docx"]["default-image-extension"] == "png"
    assert "reference.docx" in call["files"]


def test_raw_markup_is_switched_off_in_the_reader(folder, quarto):
    command = quarto()
    render(folder, formats=["html"])
    reader = configuration(stand_in.calls(command)[0])["from"]
    for extension in ("raw_html", "raw_attribute", "raw_tex", "native_divs", "native_spans"):
        assert f"-{extension}" in reader


def test_quarto_sees_no_shortcode_it_could_expand(folder, quarto):
    (folder / "_narrative.md").write_text("Included.\n")
    (folder / "index.qmd").write_text(
        "---\ntitle: A\n---\n\n{{< include _narrative.md >}}\n\n{{< var point >}} "
        "`{{< var point >}}`"
        "\n\n{{< pagebreak >}}\n\n```\n{{< include /etc/passwd >}}\n```\n"
    )
    command = quarto()
    render(folder, formats=["html"])
    document = stand_in.calls(command)[0]["document"]
    assert "Included." in document
    assert "2.40 `{{{< var point >}}}`" in document
    assert "{{{< include /etc/passwd >}}}" in document
    assert "{{< " not in document.replace("{{{<", "")


def test_what_is_meant_for_the_pdf_is_meant_for_typst(folder, quarto):
    text = '---\ntitle: A\n---\n\n::: {.content-visible when-format="pdf"}\nx\n:::\n'
    (folder / "index.qmd").write_text(text)
    command = quarto()
    render(folder, formats=["pdf"])
    assert 'when-format="typst"' in stand_in.calls(command)[0]["document"]


def test_a_reference_that_leads_nowhere_is_found_before_quarto_runs(folder, quarto):
    (folder / "index.qmd").write_text("---\ntitle: A\n---\n\nSee @fig-none and ![x](figures/no).\n")
    command = quarto()
    with pytest.raises(DocumentError) as raised:
        render(folder, formats=["html"])
    assert len(raised.value.problems) == 2
    assert stand_in.calls(command) == []


@pytest.mark.parametrize("version", ["1.5.57", "1.6.39", "1.7.34", "1.8.25", "1.10.18"])
def test_every_version_is_given_the_same_brand_and_none_applies_its_own(folder, quarto, version):
    # Quarto reads _brand.yml from 1.6 on, in the dark from 1.8 on, and never for plain pages.
    (folder / "_brand.yml").write_text("{meta: {name: A}, color: {primary: '#00594f'}}")
    command = quarto(version=version)
    render(folder)
    page, paper, word = stand_in.calls(command)
    for seen in (page, paper, word):
        assert "_brand.yml" not in seen["files"]
        assert {"brand.css", "brand.typ", "brand-banner.html"} <= set(seen["files"])
        said = yaml.safe_load(seen["configuration"])
        assert said["format"]["html"]["css"] == ["style.css", "brand.css"]
        assert said["format"]["html"]["include-before-body"] == ["brand-banner.html"]
        assert said["report-brand"] == {"installed-fonts": False}


# The real command -----------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("quarto") is None, reason="Quarto is not installed")
def test_the_real_quarto_renders_the_sample(tmp_path):
    sample = Path(__file__).parents[1] / "rendering" / "sample"
    rendering = render_document(sample, to=tmp_path, engine="quarto")
    page = rendering.files["html"].read_text()
    assert "Figure\u00a01" in page
    assert "not emphasis" in page
