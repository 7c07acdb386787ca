"""Where everything of a workspace lies."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

EVIDENCE: Final = "evidence.json"
LESSONS: Final = "lessons.json"
TRANSLATIONS: Final = "translations.json"
RECORD: Final = "build.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders and files of a workspace.

    Attributes
    ----------
    root
        The folder that holds `studies`.
    made_in
        The folder inside it that everything made goes into.
    """

    root: Path
    made_in: str = "build"

    @property
    def studies(self) -> Path:
        """One folder a study."""
        return self.root / "studies"

    @property
    def template(self) -> Path | None:
        """The workspace's own templates and style of reports, if it has any."""
        own = self.root / "reports"
        return own if own.is_dir() else None

    @property
    def build(self) -> Path:
        """Everything that can be made again."""
        return self.root / self.made_in

    @property
    def site(self) -> Path:
        """What may be published."""
        return self.build / "site"

    @property
    def index(self) -> Path:
        """The page that links everything."""
        return self.site / "index.html"

    @property
    def compact(self) -> Path:
        """The Compact summary."""
        return self.site / "compact"

    @property
    def status(self) -> Path:
        """What the last build made, what failed and why."""
        return self.build / "status.json"

    @property
    def summary_record(self) -> Path:
        """What the Compact summary was made from."""
        return self.build / "summary.json"

    @property
    def reproduction(self) -> Path:
        """Whether studies still give the evidence that was accepted."""
        return self.build / "reproduction.json"

    @property
    def lock(self) -> Path:
        """Held by whoever builds."""
        return self.build / ".lock"

    @property
    def lock_owner(self) -> Path:
        """Who holds the lock."""
        return self.build / ".lock-owner.json"

    @property
    def making(self) -> Path:
        """Folders of builds that have not finished."""
        return self.build / ".making"

    def study(self, slug: str) -> Path:
        """Find a study's own folder."""
        return self.studies / slug

    def evidence(self, slug: str) -> Path:
        """Find the folder of a study's evidence, its lessons and the record of its build."""
        return self.build / "evidence" / slug

    def report(self, slug: str) -> Path:
        """Find the folder of a study's report."""
        return self.site / slug

    def findings(self, slug: str) -> Path:
        """Find the folder of what a check of a study's data found."""
        return self.build / "findings" / slug

    def private(self, slug: str) -> Path:
        """Find the folder of what must not leave this machine."""
        return self.build / "private" / slug

    def log(self, slug: str) -> Path:
        """Find the details of a fault."""
        return self.build / "logs" / f"{slug}.log"

    def shown(self, path: Path) -> str:
        """Write a path as a person in the workspace would."""
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        )
