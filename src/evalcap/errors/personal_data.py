"""What can go wrong with the protection of the people in the data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evalcap.errors.root import EvalcapError, count


class PersonalDataError(EvalcapError):
    """People in the data are not protected as they must be."""


@dataclass(frozen=True)
class Undecided:
    """A column that points to persons, and that nobody has decided on.

    Attributes
    ----------
    file, column
        Where it is.
    kinds
        What it holds, in words, and the number of cells of each.
    links
        Whether it tells persons apart, so that pseudonyms keep their records together.
    """

    file: str
    column: str
    kinds: Mapping[str, int]
    links: bool

    def __str__(self) -> str:
        held = ", ".join(f"{what} in {count(n, 'cell')}" for what, n in self.kinds.items())
        return f"{self.file}, {self.column!r}: {held}"


class DirectIdentifiersError(PersonalDataError):
    """Columns point to persons, and the study does not say what becomes of them."""

    def __init__(self, slug: str, columns: Sequence[Undecided]) -> None:
        self.columns = tuple(columns)
        listed = "\n".join(f"  {column}" for column in self.columns)
        links = dict.fromkeys(f'"{c.column}"' for c in self.columns if c.links)
        others = dict.fromkeys(f'"{c.column}"' for c in self.columns if not c.links)
        super().__init__(
            f"{count(self.columns, 'column')} of {slug} may point to persons by themselves, and "
            f"study.toml does not say what becomes of them:\n{listed}",
            needed="Each of them dropped, replaced by pseudonyms or justified, before anything is "
            "made from records.",
            do="Write in study.toml what fits; for a start, and in one place only:\n"
            f"  [privacy]\n  drop = [{', '.join(others)}]\n"
            f"  pseudonymise = [{', '.join(links)}]\n"
            '  justified = { "a column" = "why it may stay as it is" }',
        )


class PrivacyColumnsError(PersonalDataError):
    """`[privacy]` names columns that the data do not have."""

    def __init__(self, slug: str, absent: Mapping[str, Sequence[str]]) -> None:
        self.absent = dict(absent)
        listed = "\n".join(
            f"  {name!r}" + (f": did you mean {' or '.join(map(repr, near))}?" if near else "")
            for name, near in self.absent.items()
        )
        super().__init__(
            f"[privacy] of {slug} names {count(self.absent, 'column')} that neither the sources "
            f"nor the prepared data have:\n{listed}",
            needed="Names of columns as the raw files have them, or as [columns] calls them.",
            do="Correct them; a misspelt name would leave a column unprotected.",
        )


class KeyNotFoundError(PersonalDataError):
    """There is no key for pseudonyms."""

    def __init__(self, file: Path) -> None:
        self.file = file
        super().__init__(
            f"There is no key for pseudonyms: {file} does not exist.",
            needed="The key that pseudonyms are made with, in a file outside the workspace.",
            do="Set EVALCAP_PSEUDONYM_KEY_FILE to the programme's key file; if it has none yet, "
            "make one: evalcap key new.",
        )


class KeyFileError(PersonalDataError):
    """The key file cannot be trusted with what it protects."""

    def __init__(self, file: Path, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(
            f"The key file {file} cannot be used:\n{listed}",
            needed="A file that `evalcap key new` made, outside every workspace, that only its "
            "owner can read.",
            do="Move it out of the workspace, and take the others' rights away: "
            f"chmod 600 {file.name}. Never edit it by hand.",
        )


class KeyExistsError(PersonalDataError):
    """A new key would overwrite one."""

    def __init__(self, file: Path) -> None:
        self.file = file
        super().__init__(
            f"{file} exists already.",
            needed="Keys are never overwritten: pseudonyms that were made with them could not be "
            "continued.",
            do="Add a new version of the key with `evalcap key rotate`, or name another file.",
        )


class KeyChangedError(PersonalDataError):
    """The pseudonyms of the accepted cycle were made with another key."""

    def __init__(self, slug: str, *, accepted: str, present: str, known: bool) -> None:
        self.accepted, self.present = accepted, present
        then = (
            f"Accept the new key with `evalcap accept {slug}`; `evalcap key crosswalk {slug}` "
            "writes which pseudonym became which."
            if known
            else "Set EVALCAP_PSEUDONYM_KEY_FILE to the file with that key."
        )
        super().__init__(
            f"The pseudonyms of the accepted cycle of {slug} were made with key {accepted}, and "
            f"the present key is {present}.",
            needed="The same key in every cycle, so that a person keeps the same pseudonym; or "
            "both keys in one file, where a key was rotated.",
            do=then,
        )


class PseudonymCollisionError(PersonalDataError):
    """Two persons would get the same pseudonym."""

    def __init__(self, column: str, n: int) -> None:
        self.n = n
        super().__init__(
            f"{count(n, 'pseudonym stands', 'pseudonyms stand')} for more than one person in "
            f"{column!r}.",
            needed="One pseudonym for each person.",
            do="Rotate the key (evalcap key rotate), which gives new pseudonyms.",
        )


class OneKeyError(PersonalDataError):
    """A crosswalk needs two keys."""

    def __init__(self, file: Path, version: int) -> None:
        super().__init__(
            f"{file} holds one version of the key only ({version}).",
            needed="The version before and the present one, to say which pseudonym became which.",
            do="Rotate the key first (evalcap key rotate), or set EVALCAP_PSEUDONYM_KEY_FILE to "
            "the file with both.",
        )


class NoPseudonymsError(PersonalDataError):
    """A study has no pseudonyms."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"{slug} has no pseudonyms: `pseudonymise` in [privacy] names no column.",
            needed="Columns of identifiers that study.toml has replaced.",
            do="Name another study, or write these columns into its [privacy].",
        )


class NothingToAssessError(PersonalDataError):
    """Records cannot be assessed as asked."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"The records cannot be assessed: {problem}.",
            needed="Records of persons, columns by which they could be recognised together "
            "(`quasi_identifiers`), and how many must share each combination (`k`, 2 or more).",
            do="Name columns such as sex, age_group, nationality and site; name what must not be "
            "learnt as `sensitive` only.",
        )
