"""The key of a study's pseudonyms, the same in every cycle."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import pandas as pd

from evalcap.errors.evidence import EvidenceNotFoundError
from evalcap.errors.personal_data import KeyChangedError
from evalcap.evidence import Evidence
from evalcap.privacy.pseudonyms.key import KeyRing
from evalcap.privacy.pseudonyms.key_file import key_file, read_keys
from evalcap.privacy.pseudonyms.naming import crosswalk, pseudonymised
from evalcap.privacy.pseudonyms.writing_alike import Alike
from evalcap.study.acceptance import FOLDER
from evalcap.study.plan import Plan


@dataclass(frozen=True)
class KeyInUse:
    """A key and what its pseudonyms are for.

    Attributes
    ----------
    scope
        Studies of one scope give a person the same pseudonym.
    earlier
        Pseudonyms of the keys before to those of the present one, of persons who are known.
    """

    ring: KeyRing
    scope: str
    earlier: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def fingerprint(self) -> str:
        """What tells the key from others."""
        return self.ring.present.fingerprint

    def pseudonymised(self, column: pd.Series, alike: Collection[Alike]) -> pd.Series:
        """Replace identifiers by pseudonyms of the present version."""
        return pseudonymised(column, self.ring.present, self.scope, alike, earlier=self.earlier)

    def continuing(self, persons: pd.Series, alike: Collection[Alike]) -> Self:
        """Know persons by the pseudonyms that keys before gave them.

        So data that hold nothing but old pseudonyms go on as the same persons where their
        identifiers stand in other data of the study.

        Parameters
        ----------
        persons
            Identifiers, shape (n_cells,).
        """
        earlier: dict[str, str] = {}
        for key in self.ring.before:
            table = crosswalk(persons, (key, self.ring.present), self.scope, alike)
            earlier |= dict(zip(table["before"], table["now"], strict=True))
        return replace(self, earlier=earlier)


def key_in_use(plan: Plan, folder: Path, *, accepting: bool = False) -> KeyInUse | None:
    """Read the key where the user keeps it, which is never the study's workspace.

    Parameters
    ----------
    accepting
        Whether a new cycle is being accepted: then a key that replaced the accepted one in the
        same file is welcome, since a crosswalk leads from one to the other.

    Returns
    -------
    KeyInUse or None
        None where the plan asks for no pseudonyms.

    Raises
    ------
    KeyNotFoundError, KeyFileError
    KeyChangedError
        The key is another than that of the accepted cycle.
    """
    if not plan.privacy.pseudonymise:
        return None
    study = folder.resolve()
    ring = read_keys(key_file(), workspace=workspace_of(study))
    key = KeyInUse(ring, plan.privacy.scope or study.name)
    accepted = accepted_key(study)
    known = accepted is not None and ring.holds(accepted)
    if accepted in (None, key.fingerprint) or (accepting and known):
        return key
    raise KeyChangedError(study.name, accepted=str(accepted), present=key.fingerprint, known=known)


def accepted_key(folder: Path) -> str | None:
    """Give the fingerprint of the key that the accepted cycle was made with; None for none."""
    try:
        return Evidence.read(folder / FOLDER).privacy.key
    except EvidenceNotFoundError:
        return None


def workspace_of(study: Path) -> Path:
    """Find the workspace of a study's folder: the one that holds `studies`."""
    return study.parent.parent if study.parent.name == "studies" else study
