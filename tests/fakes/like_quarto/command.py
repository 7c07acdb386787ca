"""A `quarto` that renders: Pandoc and Typst put together as Quarto puts them together.

`install` writes an executable that runs this file. It has none of Quarto's code; what it does was
seen in what Quarto writes. Where versions of Quarto differ, it does as the version it is told.
It leaves the `.typ` that a PDF was made from beside the PDF.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pypandoc
import typst
import yaml

from evalcap.rendering.words import words_for

HERE = Path(__file__).parent
# What Quarto takes from a mapping as an option of Pandoc; all else is metadata.
_OPTIONS = ("toc", "toc-depth", "number-sections", "css", "reference-doc")
_OPTIONS += ("embed-resources", "default-image-extension")
_OPTIONS += ("include-in-header", "include-before-body", "include-after-body")
_KNOWN = ("--to", "--no-execute", "--no-execute-daemon", "--quiet", "--log", "--log-format")
_SUFFIXES = {"html": ".html", "typst": ".typ", "docx": ".docx"}


def install(into: Path, version: str, packages: Path | None = None) -> Path:
    """Put an executable `quarto` that behaves as a version into a folder.

    `packages` is a folder with the Pandoc and the Typst of that version, as Python packages; those
    that are installed are taken if None.
    """
    into.mkdir(parents=True, exist_ok=True)
    command = into / "quarto"
    before = f'PYTHONPATH="{packages}" ' if packages else ""
    command.write_text(
        f'#!/bin/sh\n{before}"{sys.executable}" "{__file__}" "{version}" "$@"\nexit $?\n'
    )
    command.chmod(0o755)
    return command


def main(version: str, arguments: list[str]) -> int:
    if arguments == ["--version"]:
        sys.stdout.write(version + "\n")
        return 0
    options = dict(zip(arguments, [*arguments[1:], ""], strict=True))
    strange = [word for word in arguments[2:] if word.startswith("-") and word not in _KNOWN]
    if arguments[:1] != ["render"] or strange:
        return log(options, [[40, f"Unknown command or option: {strange or arguments}"]], 1)
    with tempfile.TemporaryDirectory() as scratch:
        messages, code = render(Path(arguments[1]), options["--to"], version, Path(scratch))
    return log(options, messages, code)


def log(options: dict[str, str], messages: list[list[Any]], code: int) -> int:
    lines = [json.dumps({"msg": text, "level": level}) for level, text in messages]
    Path(options.get("--log") or os.devnull).write_text("\n\n".join(lines))
    return code


def render(document: Path, to: str, version: str, scratch: Path) -> tuple[list[list[Any]], int]:
    said = merged(document, to)
    written = document.with_suffix(_SUFFIXES[to])
    ran = pandoc(document, written, said, parts(version), scratch)
    messages = [[20, line] for line in ran.stderr.splitlines()]
    if ran.returncode or to != "typst":
        return messages, ran.returncode
    try:
        typst.compile(
            str(written),
            output=str(document.with_suffix(".pdf")),
            root=".",
            font_paths=said.get("font-paths", []),
        )
    except (RuntimeError, ValueError) as error:
        return [*messages, [40, f"error: {error}"]], 1
    return messages, 0


def parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")[:2]))


def merged(document: Path, to: str) -> dict[str, Any]:
    """The project's options, then the document's, then for both those of the format."""
    front_matter = yaml.safe_load(document.read_text(encoding="utf-8").split("---\n")[1])
    project = yaml.safe_load(Path("_quarto.yml").read_text(encoding="utf-8"))
    assert project["project"] == {"type": "default"}
    said = project | front_matter
    for source in (project, front_matter):
        said |= (source.get("format") or {}).get(to) or {}
    return {"lang": "en"} | said | {"to": to}


def pandoc(
    document: Path, written: Path, said: dict[str, Any], version: tuple[int, ...], into: Path
) -> subprocess.CompletedProcess[str]:
    words, to = words_for(str(said["lang"])), str(said["to"])
    # Pandoc reads what stands in such a file as Markdown, in its own dialect.
    about = metadata(said, version) | {"toc-title": words.contents}
    (into / "metadata.yml").write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")
    body = document.read_text(encoding="utf-8").split("---\n", 2)[2]
    (into / "body.md").write_text(body, encoding="utf-8")
    kept = {key: said[key] for key in _OPTIONS if key in said}
    defaults: dict[str, Any] = {
        "from": str(HERE / "reader.lua"),
        "to": to,
        "input-file": str(into / "body.md"),
        "output-file": written.name,
        "standalone": True,
        "wrap": "none",
        "filters": [{"type": "lua", "path": str(HERE / "filters.lua")}],
        "metadata-files": [str(into / "metadata.yml")],
    }
    defaults["table-of-contents"] = bool(kept.pop("toc", False))
    defaults |= kept | ({"html-math-method": {"method": "mathml"}} if to == "html" else {})
    if to == "typst":
        defaults["template"] = str(template(said, into))
    told = {
        "filters": said["filters"],
        "from": said["from"],
        "version": list(version),
        "equations": version >= (1, 9),
        "alternatives": version >= (1, 9),
        "words": {
            "fig": words.figure,
            "tbl": words.table,
            "sec": words.section,
            "eq": words.equation,
        },
    }
    (into / "defaults.json").write_text(json.dumps(defaults, default=str))
    return subprocess.run(
        [pypandoc.get_pandoc_path(), "--defaults", into / "defaults.json"],
        env=os.environ | {"LIKE_QUARTO": json.dumps(told)},
        capture_output=True,
        text=True,
        check=False,
    )


def metadata(said: dict[str, Any], version: tuple[int, ...]) -> dict[str, Any]:
    taken = {*_OPTIONS, "to", "format", "filters", "from", "project", "engine", "html-math-method"}
    kept = {key: value for key, value in said.items() if key not in taken}
    authors = said.get("author") or []
    names = authors if isinstance(authors, list) else [authors]
    if names:
        kept["by-author"] = [{"name": {"literal": name}} for name in names]
    if isinstance(said.get("date"), date):
        kept["date"] = dated(said["date"], str(said.get("date-format")), str(said["lang"]))
    return kept | {"equations": version >= (1, 9), "pages": version >= (1, 6)}


def dated(day: date, form: str, language: str) -> str:
    """A date in the letters of Day.js, of which reports use these."""
    month = words_for(language).months[day.month - 1]
    literal = form.replace("[", "\0").replace("]", "\0").split("\0")
    for i in range(0, len(literal), 2):
        part = literal[i].replace("YYYY", str(day.year)).replace("MMMM", "\1")
        literal[i] = part.replace("D", str(day.day)).replace("\1", month)
    return "".join(literal)


def template(said: dict[str, Any], into: Path) -> Path:
    """Quarto's template with the partials that a document has of its own, known by their names."""
    shutil.copyfile(HERE / "template.typ", into / "template.typ")
    for partial in said["template-partials"]:
        shutil.copyfile(partial, into / Path(partial).name)
    return into / "template.typ"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
