"""Every check and every build, each in an environment of its own: `nox -l` lists them.

Only nox itself has to be installed. uv installs the packages where it is found, else pip does.
Each session checks that what it was to make is there, and ends by saying where.
"""

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["lint", "types", "layers", "tests"]

PROJECT = nox.project.load_toml("pyproject.toml")
CONSTRAINTS = "constraints.txt"
EVERYTHING = ".[reports,forms,demo]"
BUILD = Path("build")
COVERAGE = Path("docs/methods/coverage.md")
SITE = BUILD / "site"
DOCUMENTS = ("index.html", "report.pdf", "report.docx", "brief.pdf", "tables.xlsx")
ENVIRONMENT = {"GX_ANALYTICS_ENABLED": "false"}
SUMMARY = (
    *("index.html", "exchange.html", "review-annex.html", "review-annex.docx"),
    *("lessons.csv", "lessons.json", "lessons.xlsx", "effects-hxl.csv", "effects-sdmx.csv"),
)
AUDIT = Path("tests", "accessibility").resolve()
# The Pandoc and the Typst of each Quarto, or the nearest that come as packages: 3.5 stands for 3.1,
# 3.2 and 3.4, and 3.6.1, 3.8.2 and 3.9 for 3.6.3, 3.8.3 and 3.10.
QUARTOS = {
    "1.4.557": ("pypandoc_binary==1.14", "typst==0.11.0"),
    "1.5.57": ("pypandoc_binary==1.14", "typst==0.11.0"),
    "1.6.42": ("pypandoc_binary==1.14", "typst==0.11.0"),
    "1.7.34": ("pypandoc_binary==1.15", "typst==0.13.0"),
    "1.8.27": ("pypandoc_binary==1.15", "typst==0.13.0"),
    "1.9.36": ("pypandoc_binary==1.16.2", "typst==0.14.2"),
    "1.10.18": ("pypandoc_binary==1.17", "typst==0.15.0"),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core")
OFFICE_PACKAGES = ("libreoffice-calc-nogui", "libreoffice-writer-nogui")
# The name of the command that reads the text of a PDF, and the package that has it.
PDF_READER = (("pdftotext",), ("poppler-utils",))
# One set of versions for every platform, without the extras that no check runs.
COMPILE = (
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--extra", "reports", "--extra", "forms", "--extra", "demo", "--group", "dev"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"),
    *("--output-file", CONSTRAINTS),
)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, apart from repeated sampling and those that open an application."""
    run_tests(session, "not simulation and not application", BUILD / "tests" / "results.xml")


@nox.session
def applications(session: nox.Session) -> None:
    """Run the tests that open a browser, an office suite or a PDF, installed where apt can."""
    command(session, BROWSERS, BROWSER_PACKAGES)
    command(session, ("soffice",), OFFICE_PACKAGES)
    command(session, *PDF_READER)
    run_tests(session, "application", BUILD / "tests" / "applications.xml")


@nox.session
def simulate(session: nox.Session) -> None:
    """Run the tests by repeated sampling, which take minutes, and write down the coverage."""
    results = BUILD / "tests" / "simulation.xml"
    run_tests(session, "simulation", results)
    if not session.posargs:
        session.run("python", "tests/simulation/page.py", str(results), str(COVERAGE))
        end(session, COVERAGE)


@nox.session
def lint(session: nox.Session) -> None:
    """Look for mistakes and for formatting that is not ours."""
    session.install("-c", CONSTRAINTS, *nox.project.dependency_groups(PROJECT, "lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.log("No mistakes; the results are above, there is no file.")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, strictly."""
    install(session, "types")
    session.run("mypy")
    session.log("The types agree; the results are above, there is no file.")


@nox.session
def layers(session: nox.Session) -> None:
    """Check that imports point down the layers only."""
    session.install("-c", CONSTRAINTS, *nox.project.dependency_groups(PROJECT, "layers"))
    session.install("--no-deps", "-e", ".")
    session.run("lint-imports")
    session.log("The layers hold; the results are above, there is no file.")


@nox.session
def quarto(session: nox.Session) -> None:
    """Make a report as each Quarto would, with the Pandoc and the Typst that it has."""
    install(session, "tests")
    command(session, *PDF_READER)
    packages, results = (BUILD / "quarto").resolve(), BUILD / "tests" / "quarto.xml"
    shutil.rmtree(packages, ignore_errors=True)
    for version, names in QUARTOS.items():
        session.install("--target", str(packages / version), *names)
    tests = ("tests/rendering/test_both_engines.py", "tests/report")
    session.run(
        *("pytest", "-n", "2", "-m", "quarto", f"--junitxml={results}", *tests),
        env={"LIKE_QUARTO_PACKAGES": str(packages)},
    )
    end(session, results)


@nox.session
def reports(session: nox.Session) -> None:
    """Build every study that needs it, then the Compact summary."""
    install(session)
    build(session, "build", *session.posargs)


@nox.session
def report(session: nox.Session) -> None:
    """Build one study's report anew: nox -s report -- SLUG."""
    if not session.posargs:
        session.error("Name a study: nox -s report -- SLUG")
    install(session)
    build(session, "report", *session.posargs)
    slug = next(word for word in session.posargs if not word.startswith("-"))
    end(session, *(SITE / slug / name for name in DOCUMENTS))


@nox.session(venv_backend="none")
def accessibility(session: nox.Session) -> None:
    """Look at every page that was built: WCAG 2.2 AA, phone and screen, no network."""
    if not (SITE / "index.html").is_file():
        session.error("Nothing has been built yet: run nox -s reports first.")
    browser = command(session, BROWSERS, BROWSER_PACKAGES)
    node, npm = (command(session, (name,), ("nodejs", "npm")) for name in ("node", "npm"))
    tools, results = BUILD / "accessibility", BUILD / "accessibility" / "results.json"
    tools.mkdir(parents=True, exist_ok=True)
    results.unlink(missing_ok=True)
    shutil.copyfile(AUDIT / "package.json", tools / "package.json")
    with session.chdir(tools):
        session.run(npm, "install", "--no-audit", "--no-fund", "--no-package-lock", external=True)
        script, site = AUDIT / "audit.mjs", SITE.name
        session.run(node, script, browser, Path("..") / site, results.name, external=True)
    end(session, results)


@nox.session
def compact(session: nox.Session) -> None:
    """Make the Compact summary anew; studies that were never built are built first."""
    install(session)
    build(session, "build")
    session.run("evalcap", "compact", *session.posargs, env=ENVIRONMENT)
    end(session, *(SITE / "compact" / name for name in SUMMARY), SITE / "index.html")


@nox.session
def portfolio(session: nox.Session) -> None:
    """Build many simulated evaluations beside the real studies: minutes, not seconds."""
    install(session)
    place = BUILD / "portfolio"
    options = ("--beside", ".", *session.posargs)
    session.run("evalcap", "simulate", str(place), *options, env=ENVIRONMENT)
    with session.chdir(place):
        build(session, "build", "--jobs", "2")


@nox.session
def reproduce(session: nox.Session) -> None:
    """Run the studies anew and compare their numbers with the accepted evidence."""
    install(session)
    results = BUILD / "reproduction.json"
    results.unlink(missing_ok=True)
    session.run("evalcap", "reproduce", *session.posargs, env=ENVIRONMENT)
    end(session, results)


@nox.session
def benchmark(session: nox.Session) -> None:
    """Time evalcap against its peers, at the versions they can have beside it."""
    session.install("-e", ".", *nox.project.dependency_groups(PROJECT, "benchmark"))
    results = Path("benchmarks") / "results.md"
    results.unlink(missing_ok=True)
    session.run("python", "benchmarks/run.py", *session.posargs)
    end(session, results)


@nox.session
def benchmark_data(session: nox.Session) -> None:
    """Time reading, standardising and validating a million rows."""
    time_with(session, "data")


@nox.session
def benchmark_reports(session: nox.Session) -> None:
    """Time one report in all formats, and a nightly build of 100 studies: half an hour."""
    time_with(session, "reports")


@nox.session
def benchmark_portfolio(session: nox.Session) -> None:
    """Time the site of 500 studies, from nothing and after one has changed."""
    time_with(session, "portfolio")


@nox.session
def constraints(session: nox.Session) -> None:
    """Write constraints.txt anew; `-- --upgrade` moves to the newest versions."""
    session.install("uv")
    session.run("uv", "pip", "compile", "pyproject.toml", *COMPILE, *session.posargs, silent=True)
    text = Path(CONSTRAINTS).read_text(encoding="utf-8")
    if re.search(r"https?://|file:|^-|/", text, flags=re.MULTILINE):
        session.error(f"{CONSTRAINTS} names an address or a path; it must name versions only.")
    end(session, Path(CONSTRAINTS))


def install(session: nox.Session, *groups: str) -> None:
    """Install evalcap from this folder, what reports need, and groups of tools."""
    tools = nox.project.dependency_groups(PROJECT, *groups) if groups else ()
    session.install("-c", CONSTRAINTS, "-e", EVERYTHING, *tools)


def time_with(session: nox.Session, name: str) -> None:
    """Run a script of measurements, which writes a page of the same name."""
    install(session)
    results = Path("benchmarks") / f"results-{name}.md"
    results.unlink(missing_ok=True)
    session.run("python", f"benchmarks/{name}.py", *session.posargs, env=ENVIRONMENT)
    end(session, results)


def command(session: nox.Session, names: Sequence[str], packages: Sequence[str]) -> str:
    """Find a command by the first of its names that is there; else install it, where apt can."""
    if not (found := next(filter(None, map(shutil.which, names)), None)):
        session.run("apt-get", "update", "-qq", external=True)
        session.run("apt-get", "install", "-y", "-qq", *packages, external=True)
        found = next(filter(None, map(shutil.which, names)), None)
    return found or session.error(f"None of these commands is there: {', '.join(names)}")


def run_tests(session: nox.Session, marked: str, results: Path) -> None:
    """Run the tests with a mark, and look whether any was run."""
    install(session, "tests")
    results.unlink(missing_ok=True)
    session.run("pytest", "-n", "2", "-m", marked, f"--junitxml={results}", *session.posargs)
    suite = ET.parse(results).getroot().find("testsuite")  # noqa: S314 - pytest wrote it just now
    if suite is None or int(suite.attrib["tests"]) == 0:
        session.error("No test was run.")
    end(session, results)


def build(session: nox.Session, *command: str) -> None:
    """Run a build, then look at what it left rather than trust how it ended."""
    began = datetime.now(tz=UTC)
    session.run("evalcap", *command, env=ENVIRONMENT, success_codes=[0, 1])
    status = read_status(session, began)
    if not status["ok"]:
        session.error("Not everything was built; what failed and why is above.")
    made = [SITE / slug / name for slug in status["studies"] for name in DOCUMENTS]
    evidence = [BUILD / "evidence" / slug / "evidence.json" for slug in status["studies"]]
    summary = [SITE / "compact" / name for name in SUMMARY]
    end(session, SITE / "index.html", also=[*made, *evidence, *summary])


def read_status(session: nox.Session, began: datetime) -> dict[str, Any]:
    """Read what the build wrote down, and refuse what an earlier one did."""
    file = BUILD / "status.json"
    status = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    if not status.get("finished") or datetime.fromisoformat(status["started"]) < began:
        session.error("The build ended without finishing; evalcap doctor may say why.")
    return status


def end(session: nox.Session, *results: Path, also: Sequence[Path] = ()) -> None:
    """Check that the results are there, and say where."""
    made = (*results, *also)
    if absent := [str(file) for file in made if not file.is_file() or not file.stat().st_size]:
        session.error(f"Missing or empty: {', '.join(absent)}")
    session.log("Results: " + ", ".join(str(file.resolve()) for file in results))
