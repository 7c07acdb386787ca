"""A stand-in for the `quarto` command that behaves as the real one was seen to.

`install` writes an executable that runs this file; what it is asked and sees is recorded beside it.
It exits with 0 or 1 only, says everything on standard error, colours it unless NO_COLOR is set, is
silent with `--quiet`, logs JSON with `--log`, and renders the current folder when the input does
not come first. Whatever else it should do is set when it is installed.
"""

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

VERSION = "1.10.18"
_RED = "\x1b[31m{}\x1b[0m"
_WATCHED = ("QUARTO_", "NO_COLOR", "HOME", "XDG_", "SOURCE_DATE_EPOCH", "PANDOC_")
_PAGE = "<!DOCTYPE html><html><head><title>t</title></head><body>{}</body></html>"


def install(into: Path, **behaviour: object) -> Path:
    """Put an executable `quarto` into a folder.

    Behaviour: version; messages, pairs of a level and a text; code; output, False to make none;
    page, the body of the HTML; seconds to work; child, seconds that a child process works on;
    home, True to insist on a writable home.
    """
    into.mkdir(parents=True, exist_ok=True)
    (into / "behaviour.json").write_text(json.dumps(behaviour))
    command = into / "quarto"
    command.write_text(f'#!/bin/sh\n"{sys.executable}" "{__file__}" "{into}" "$@"\nexit $?\n')
    command.chmod(0o755)
    return command


def calls(command: Path) -> list[dict]:
    """What an installed stand-in was asked to render, in order."""
    file = command.parent / "calls.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def main(own: Path, arguments: list[str]) -> int:
    behaviour = json.loads((own / "behaviour.json").read_text())
    if "QUARTO_DENO" in os.environ:
        return 127
    if "QUARTO_VERSION_REQUIREMENT" in os.environ:
        return say("ERROR: Quarto version does not satisfy the requirement", code=1)
    if arguments == ["--version"]:
        # The files of another installation make it report that installation's version.
        leaked = "1.7.34" if "QUARTO_SHARE_PATH" in os.environ else None
        sys.stdout.write(f"{leaked or behaviour.get('version', VERSION)}\n")
        return int(behaviour.get("version_code", 0))
    if arguments[:1] != ["render"]:
        return say(f"ERROR: Unknown command {arguments}", code=1)
    return render(own, arguments[1:], behaviour)


def render(own: Path, arguments: list[str], behaviour: dict) -> int:
    options = parsed(arguments[1:])
    document = Path(arguments[0])
    record(own, arguments, document)
    if document.name.startswith("-") or any(mark in document.name for mark in "[]{}*"):
        return say("No valid input files passed to render", code=1)
    if behaviour.get("home") and not writable_home():
        return say("error: Uncaught PermissionDenied: mkdir .cache/quarto", code=1)
    if behaviour.get("child"):
        linger = f"import time; time.sleep({behaviour['child']}); open(r'{own}/late', 'w').close()"
        subprocess.Popen([sys.executable, "-c", linger]).wait()
    time.sleep(behaviour.get("seconds", 0))
    write_log(options, behaviour.get("messages", []))
    if behaviour.get("output", True):
        write_output(document, options["--to"], behaviour.get("page", "<p>made</p>"))
    return int(behaviour.get("code", 0))


def parsed(arguments: list[str]) -> dict:
    options: dict = {}
    for here, after in zip(arguments, [*arguments[1:], "-"], strict=True):
        if here.startswith("-"):
            options[here] = None if after.startswith("-") else after
    return options


def record(own: Path, arguments: list[str], document: Path) -> None:
    seen = {name: value for name, value in os.environ.items() if name.startswith(_WATCHED)}
    entry = {
        "arguments": arguments,
        "environment": seen,
        "folder": str(Path.cwd()),
        "files": sorted(path.as_posix() for path in Path().rglob("*") if path.is_file()),
        "document": document.read_text() if document.is_file() else None,
        "configuration": Path("_quarto.yml").read_text() if Path("_quarto.yml").exists() else None,
    }
    with (own / "calls.jsonl").open("a") as file:
        file.write(json.dumps(entry) + "\n")


def writable_home() -> bool:
    home = os.environ.get("HOME")
    try:
        (Path(home or "/nowhere") / ".cache" / "quarto").mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def write_log(options: dict, messages: list) -> None:
    if "--quiet" not in options:
        for _, text in messages:
            say(text)
    if options.get("--log"):
        lines = [
            json.dumps({"msg": text, "level": level, "levelName": "X", "loggerName": "default"})
            for level, text in messages
        ]
        Path(options["--log"]).write_text("\n\n".join(lines) + "\n\n")


def write_output(document: Path, to: str, page: str) -> None:
    if to == "html":
        document.with_suffix(".html").write_text(_PAGE.format(page))
    elif to == "typst":
        document.with_suffix(".pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    elif to == "docx":
        with zipfile.ZipFile(document.with_suffix(".docx"), "w") as archive:
            archive.writestr("word/document.xml", "<w:document/>")


def say(text: str, code: int = 0) -> int:
    coloured = text if os.environ.get("NO_COLOR") else _RED.format(text)
    sys.stderr.write(coloured + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
