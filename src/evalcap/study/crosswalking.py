"""From the pseudonyms that a study was accepted with to those of a rotated key."""

from pathlib import Path

import pandas as pd

from evalcap.errors.personal_data import NoPseudonymsError, OneKeyError
from evalcap.privacy.pseudonyms.key_file import key_file, read_keys
from evalcap.privacy.pseudonyms.naming import crosswalk
from evalcap.study.data import read_sources
from evalcap.study.keeping_key import accepted_key, workspace_of
from evalcap.study.persons import persons_in
from evalcap.study.plan import Plan
from evalcap.study.raw_names import RawNames


def study_crosswalk(plan: Plan, folder: Path) -> pd.DataFrame:
    """Say which pseudonym became which, for every person in the study's raw files.

    The one before is of the key that the accepted cycle was made with, if that key is present,
    and otherwise of the last version but one.

    Returns
    -------
    pandas.DataFrame
        Columns `before` and `now`, one row a person; private.

    Raises
    ------
    NoPseudonymsError
        The plan asks for none.
    OneKeyError
        The key was never rotated.
    KeyNotFoundError, KeyFileError, SourceError
    """
    study = folder.resolve()
    if not plan.privacy.pseudonymise:
        raise NoPseudonymsError(study.name)
    file = key_file()
    ring = read_keys(file, workspace=workspace_of(study))
    if not ring.before:
        raise OneKeyError(file, ring.present.version)
    earlier = {key.fingerprint: key for key in ring.before}
    keys = (earlier.get(accepted_key(folder) or "", ring.before[-1]), ring.present)
    headers = RawNames.of(plan).pseudonymise
    sources = read_sources(plan, folder, {}, check=False)
    persons = persons_in(sources.values(), headers)
    return crosswalk(persons, keys, plan.privacy.scope or study.name, plan.privacy.alike)
