"""The files that a study depends on."""

from hashlib import sha256
from pathlib import Path

from evalcap.errors import EvalcapError
from evalcap.study.plan import Plan


def study_files(folder: Path) -> list[Path]:
    """List the files of a study's own folder."""
    files = [f for f in sorted(folder.rglob("*")) if f.is_file()]
    return [f for f in files if _counts(f.relative_to(folder).as_posix())]


def study_inputs(plan: Plan, folder: Path) -> dict[str, str]:
    """Fingerprint every file that a study depends on; one that is absent is "missing"."""
    own = {file.relative_to(folder).as_posix(): file for file in study_files(folder)}
    found = {name: _digest(file) for name, file in own.items()}
    for source in plan.sources:
        try:
            found |= {name: _digest(file) for name, file in source.files(folder).items()}
        except EvalcapError:
            found[source.path] = "missing"
    return found


def _counts(name: str) -> bool:
    """Leave out what programs keep for themselves: hidden files and folders, caches."""
    return not any(p == "__pycache__" or p.startswith(".") for p in name.split("/"))


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
