"""What a study's output depends on, and what of it has changed."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

import evalcap
from evalcap.codelists import default_folder
from evalcap.errors import preview
from evalcap.settings import FILE as SETTINGS
from evalcap.workspace.files import sha256_of, tree_fingerprints
from evalcap.workspace.layout import Layout
from evalcap.workspace.versions import all_versions

_SOURCE: Final = Path(evalcap.__path__[0])
_ACCEPTED: Final = "accepted/sources.json"
# What a study tells in its report, and makes no evidence from.
_TOLD: Final = ("narrative/", "lessons.toml", "translations/")


class Surroundings(BaseModel):
    """What every study of a workspace depends on.

    Attributes
    ----------
    templates, expectations, source
        Files to their sha256; the workspace's own, the ones that ship with evalcap, and evalcap's
        source.
    versions
        Packages to their versions.
    engine
        The engine asked for.
    settings
        The file of the workspace's settings to its sha256; empty where there is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    templates: dict[str, str]
    expectations: dict[str, str]
    source: dict[str, str]
    versions: dict[str, str]
    engine: str = "auto"
    settings: dict[str, str] = {}

    def changes_since(self, earlier: "Surroundings") -> tuple[str, ...]:
        """Say what is not as it was; empty if everything is."""
        return tuple(self._changes(earlier))

    def _changes(self, earlier: "Surroundings") -> Iterator[str]:
        yield from _changed("the templates", self.templates, earlier.templates)
        yield from _changed("the expectations", self.expectations, earlier.expectations)
        yield from _changed("evalcap itself", self.source, earlier.source)
        yield from _changed("the settings", self.settings, earlier.settings)
        for name in sorted(self.versions | earlier.versions):
            was, now = (side.versions.get(name, "not known") for side in (earlier, self))
            if was != now:
                yield f"{name} {was} became {now}"
        if self.engine != earlier.engine:
            yield f"the engine asked for was {earlier.engine} and is {self.engine}"


class Fingerprint(BaseModel):
    """What one study's output depends on.

    Attributes
    ----------
    inputs
        The study's own files and its raw data, by name, to their sha256.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: dict[str, str]
    surroundings: Surroundings

    def changes_since(self, earlier: "Fingerprint") -> tuple[str, ...]:
        """Say what is not as it was; empty if everything is."""
        own = tuple(_changed("", self.inputs, earlier.inputs))
        return own + self.surroundings.changes_since(earlier.surroundings)

    def same_evidence_as(self, earlier: "Fingerprint") -> bool:
        """Whether nothing has changed that evidence is made from, but perhaps how it is told."""
        return _of_evidence(self) == _of_evidence(earlier)

    def has_new_data_since(self, earlier: "Fingerprint") -> bool:
        """Whether data were accepted that were not there before."""
        return self.inputs.get(_ACCEPTED) != earlier.inputs.get(_ACCEPTED)


def surroundings_of(layout: Layout, engine: str) -> Surroundings:
    """Take the fingerprint of everything that the studies of a workspace share."""
    return Surroundings(
        templates=_own_and_shipped(layout.root, "reports"),
        expectations=_own_and_shipped(layout.root, "expectations"),
        source=tree_fingerprints(_SOURCE),
        versions=all_versions(),
        engine=engine,
        settings=_settings(layout.root / SETTINGS),
    )


def _of_evidence(fingerprint: Fingerprint) -> tuple[Mapping[str, str], ...]:
    around = fingerprint.surroundings
    own = {name: sha for name, sha in fingerprint.inputs.items() if not name.startswith(_TOLD)}
    return own, around.expectations, around.source, around.versions, around.settings


def _settings(file: Path) -> dict[str, str]:
    return {file.name: sha256_of(file)} if file.is_file() else {}


def _own_and_shipped(root: Path, name: Literal["expectations", "reports"]) -> dict[str, str]:
    own, shipped = root / name, default_folder(name)
    defaults = {} if own.resolve() == shipped.resolve() else tree_fingerprints(shipped)
    return tree_fingerprints(own) | {f"shipped {file}": sha for file, sha in defaults.items()}


def _changed(what: str, now: Mapping[str, str], earlier: Mapping[str, str]) -> Iterator[str]:
    files = sorted(f for f in now.keys() | earlier.keys() if now.get(f) != earlier.get(f))
    if files and what:
        yield f"{what} changed ({preview(files, 3)})"
    elif files:
        yield f"{preview(files)} changed"
