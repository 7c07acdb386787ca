"""What can go wrong between studies and the folder of everything built from them."""

from collections.abc import Collection, Sequence
from pathlib import Path

from evalcap.errors.root import EvalcapError, count, preview


class WorkspaceError(EvalcapError):
    """The workspace cannot be used, or something in it could not be built."""


class UsageError(WorkspaceError):
    """What was asked for does not exist or has no meaning here."""


class WorkspaceNotFoundError(UsageError):
    """There is no workspace here or above."""

    def __init__(self, start: Path) -> None:
        self.start = start
        super().__init__(
            f"There is no workspace in {start} or in a folder above it.",
            needed="A workspace is a folder that holds a folder `studies`.",
            do="Change to the workspace's folder, or make a folder `studies` here.",
        )


class NoStudiesError(UsageError):
    """There is nothing to build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"There are no studies in {folder}.",
            needed="Each study is a folder in it, with a study.toml.",
            do="Make the first one: evalcap new SLUG --programme training.",
        )


class UnknownStudyError(UsageError):
    """Studies are asked for that do not exist."""

    def __init__(self, slugs: Sequence[str], *, known: Sequence[str], near: Sequence[str]) -> None:
        self.slugs = tuple(slugs)
        guess = f"Did you mean {preview(near)}? " if near else ""
        super().__init__(
            f"There is no study {' and no study '.join(map(repr, self.slugs))}.",
            needed=f"The studies are: {preview(known, 20) or 'none yet'}.",
            do=f"{guess}Name one of these.",
        )


class StudyNameError(UsageError):
    """A study cannot have the name it was given."""

    def __init__(self, slug: str, *, reserved: Collection[str]) -> None:
        self.slug = slug
        super().__init__(
            f"A study cannot be called {slug!r}.",
            needed="Lower-case letters, digits and hyphens, beginning with a letter, as in "
            f"border-training; not {' or '.join(sorted(reserved))}, whose places the site needs.",
            do="Choose another name; for a study that exists, rename its folder.",
        )


class StudyExistsError(UsageError):
    """A new study would overwrite one that exists."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder} exists already.",
            needed="A new study needs a folder of its own.",
            do="Choose another name, or edit the study that is there.",
        )


class BuildLockedError(WorkspaceError):
    """Somebody else is building in this workspace."""

    def __init__(self, owner: str, *, waited: float) -> None:
        self.owner = owner
        self.waited = waited
        super().__init__(
            f"This workspace is locked by {owner}; it was not free within {waited:g} seconds.",
            needed="One build at a time, or they would overwrite each other's files.",
            do="Wait for it to end and run this again, or wait longer with --wait SECONDS.",
        )


class MissingOutputsError(WorkspaceError):
    """A step ended without a complaint, and without its files."""

    def __init__(self, slug: str, files: Sequence[str]) -> None:
        self.files = tuple(files)
        super().__init__(
            f"{slug} was built, but {count(self.files, 'file is', 'files are')} missing or empty: "
            f"{preview(self.files)}.",
            needed="Every file of a study is put in place together, or none.",
            do="Run `evalcap doctor`, then build again; earlier output stays as it was.",
        )


class NothingPublishedError(WorkspaceError):
    """No study has been built, so that there is nothing to summarise."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to summarise: no study has been built yet.",
            needed="A summary is made from the evidence of at least one study.",
            do="Put right what keeps the studies from being built, and build again.",
        )


class SystemRefusedError(WorkspaceError):
    """The operating system refused to read or write a file."""

    def __init__(self, slug: str, *, reason: str, file: str, log: str) -> None:
        self.reason = reason
        super().__init__(
            f"{slug} stopped because of a file: {reason}{f' ({file})' if file else ''}.",
            needed="Room on the disk, and permission to read and to write where that is done.",
            do=f"Put that right and run this again; the details are in {log}.",
        )


class UnexpectedFaultError(WorkspaceError):
    """A fault of evalcap's own, or of a library that it uses."""

    def __init__(self, slug: str, *, kind: str, log: str) -> None:
        self.kind = kind
        super().__init__(
            f"{slug} stopped because of a fault that evalcap did not expect ({kind}).",
            needed=f"The details are in {log}; look for data in it before you pass it on.",
            do="Run `evalcap doctor`; if that finds nothing, report the fault with these details.",
        )


class ProcessDiedError(WorkspaceError):
    """The process that built a study ended without an answer."""

    def __init__(self, slug: str, *, how: str) -> None:
        self.how = how
        super().__init__(
            f"The process that built {slug} ended without an answer ({how}).",
            needed="The usual causes are too little memory, or somebody ended the process.",
            do=f"Build it again alone: evalcap build --jobs 1 {slug}.",
        )


class StudyTooSlowError(WorkspaceError):
    """A study took longer than it may, and the process that built it was ended."""

    def __init__(self, slug: str, *, limit: float) -> None:
        self.limit = limit
        super().__init__(
            f"{slug} was not built within {limit:g} seconds, and the process was ended.",
            needed="A study that does not end must not keep the others from being built.",
            do="Look at its prepare.py and its analyses; if it only needs longer, "
            "allow more with --limit SECONDS.",
        )


class NotPublishedError(WorkspaceError):
    """A report that was never published is to be withdrawn or corrected."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"{slug} has no published report.",
            needed="Only what readers may have seen can be withdrawn or corrected.",
            do=f"Build it first: evalcap build {slug}.",
        )


class NotBuiltError(WorkspaceError):
    """A report is to be looked at that is not there."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"{slug} has no report yet.",
            needed="What is looked at is the report as it was last built.",
            do=f"Build it first: evalcap build {slug}.",
        )


class PortTakenError(UsageError):
    """A preview cannot be served where it was asked to be."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(
            f"Port {port} cannot be used: another programme has it, or it is a reserved one.",
            needed="A preview is served from a port of this machine that is free.",
            do="Name another with --port, or leave it out to take any that is free.",
        )
