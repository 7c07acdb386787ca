"""Studies that do what their study.toml says, in no time, without data.

Kept as a module of its own so that the processes of a parallel build can import it.
"""

import os
import signal
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from evalcap.errors.source import MissingFileError
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.privacy.disclosure import Rules
from evalcap.rendering.formats import FILES
from evalcap.workspace.steps import Steps

FILES_OF_SUMMARY = (
    "index.html",
    *(
        f"compact/{name}"
        for name in (
            *("index.html", "exchange.html", "review-annex.html", "review-annex.docx"),
            *("lessons.csv", "lessons.json", "lessons.xlsx"),
            *("effects-hxl.csv", "effects-sdmx.csv"),
        )
    ),
)


def evidence_of(slug: str, point: float = 1.0) -> Evidence:
    """Make the least evidence that its schema allows."""
    estimate = {
        "key": "score/main",
        "outcome": "score",
        "analysis": "main",
        "term": None,
        "primary": True,
        "estimator": "group_time",
        "estimand": "ATT",
        "point": point,
        "std_error": 0.25,
        "conf_low": point - 0.5,
        "conf_high": point + 0.5,
        "p_value": 0.04,
        "degrees_of_freedom": None,
        "n_obs": 80,
        "n_units": 40,
        "n_clusters": 40,
        "excluded": {},
    }
    design = {
        "unit": "officer",
        "unit_is": "person",
        "time": "year",
        "treated_from": "start",
        "cluster": None,
        "comparison": "never_treated",
        "periods": ["2024", "2025"],
        "n_rows": 80,
        "n_units": 40,
        "n_treated_units": 20,
        "n_clusters": 40,
    }
    return Evidence.model_validate(
        {
            "subject": {
                "slug": slug,
                "title": slug,
                "programme": "training",
                "role": "evaluation",
            },
            "created": "2026-01-31",
            "sources": [],
            "design": design,
            "outcomes": [
                {
                    "name": "score",
                    "label": "Test score",
                    "unit": "points",
                    "better": "higher",
                    "primary": True,
                }
            ],
            "analyses": [],
            "estimates": [estimate],
        }
    )


@dataclass(frozen=True)
class FakeStudy:
    """A study whose study.toml says `point`, and perhaps how it is to `fail`."""

    folder: Path
    orders: dict

    @property
    def plan(self):
        due = self.orders.get("due")
        return SimpleNamespace(
            role="evaluation",
            cycle=SimpleNamespace(due=due),
            retention=SimpleNamespace(until=self.orders.get("until")),
        )

    @property
    def slug(self):
        return self.folder.name

    @property
    def accepted(self):
        file = self.folder / "accepted" / "sources.json"
        cycles = [SimpleNamespace(accepted=date.today())] if file.is_file() else []  # noqa: DTZ011
        return SimpleNamespace(cycles=cycles, cycle=len(cycles) or 1)

    @property
    def rules(self):
        return Rules()

    @property
    def cycle(self):
        return self.accepted.cycle

    def files(self):
        return [file for file in sorted(self.folder.rglob("*")) if file.is_file()]

    def inputs(self):
        files = sorted(f for f in self.folder.rglob("*") if f.is_file())
        return {str(f.relative_to(self.folder)): sha256(f.read_bytes()).hexdigest() for f in files}

    def run(self):
        _fail(self.orders.get("fail"))
        if note := self.orders.get("note_process_in"):
            Path(note).write_text(str(os.getpid()))
        self._wait_for(self.orders.get("wait_for"))
        return evidence_of(self.folder.name, self.orders.get("point", 1.0))

    def lessons(self):
        return Lessons.read(self.folder)

    def _wait_for(self, signal: str | None) -> None:
        """Wait until a file appears in the workspace; five minutes at the most."""
        for _ in range(6000):
            if signal is None or (self.folder.parents[1] / signal).exists():
                return
            time.sleep(0.05)


def _fail(how: str | None) -> None:
    if how == "missing":
        raise MissingFileError("data.csv", folder=Path("data"), near=["date.csv"])
    if how == "coloured":
        raise MissingFileError("\x1b[31mred and loud\r", folder=Path("data"), near=[])
    if how == "bug":
        raise KeyError("a name that nobody may read")
    if how == "exit":
        raise SystemExit(0)
    if how == "disk":
        raise OSError(28, "No space left on device", "evidence.json")
    if how == "die":
        os._exit(0)
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)


def read(folder: Path) -> FakeStudy:
    return FakeStudy(folder, tomllib.loads((folder / "study.toml").read_text()))


def render(study: FakeStudy, evidence: Evidence, *, to: Path, formats: Sequence[str], engine: str):
    """Write each document, unless study.toml names one to leave out or to leave empty."""
    if study.orders.get("fail") == "render":
        (to / "index.html").parent.mkdir(parents=True)
        (to / "index.html").write_text("half a rep")
        raise MissingFileError("template", folder=to, near=[])
    to.mkdir(parents=True, exist_ok=True)
    for made in formats:
        if made == study.orders.get("leave_out"):
            continue
        empty = made == study.orders.get("leave_empty")
        text = "" if empty else f"{made} of {evidence.estimates[0].point} by {engine}"
        (to / FILES[made]).write_text(text)


def render_evidence(study, evidence, *, to: Path, formats: Sequence[str], engine: str):
    """Write each document in no time, for real studies whose reports are not what is tested."""
    to.mkdir(parents=True)
    for made in formats:
        (to / FILES[made]).write_text(f"{evidence.estimates[0].point} of {study.slug} by {engine}")


def exchange(evidence, lessons, to: Path, *, template, **_):
    """Write the one file that every study has beside its report."""
    told = f"{evidence.subject.slug} {len(lessons.lessons)} {template}"
    (to / "resource-card.json").write_text(told)


def summarise(entries: Sequence[Entry], to: Path, *, failed: Mapping[str, str], template, **_):
    """List what was published and what failed."""
    (to / "compact").mkdir()
    lines = [f"{e.slug} {e.evidence.estimates[0].point} {e.files} {template}" for e in entries]
    lines += [f"{slug} failed" for slug in failed]
    for file in FILES_OF_SUMMARY:
        (to / file).write_text("\n".join(lines))


STEPS = Steps(read=read, render=render, exchange=exchange, summarise=summarise)


def write_study(root: Path, slug: str, **orders: object) -> Path:
    """Write a study.toml into a workspace."""
    folder = root / "studies" / slug
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{name} = {value.isoformat() if isinstance(value, date) else repr(value)}"
        for name, value in orders.items()
    ]
    (folder / "study.toml").write_text("\n".join(lines))
    return folder


def still_surroundings(monkeypatch) -> None:
    """Let nothing change but what a test changes: neither evalcap's source nor its engines."""
    monkeypatch.setattr("evalcap.workspace.versions.engine_versions", lambda: {"pandoc": "3.9"})
    monkeypatch.setattr("evalcap.workspace.fingerprint._SOURCE", Path(__file__).parent)
