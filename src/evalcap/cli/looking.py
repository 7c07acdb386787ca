"""Commands that look, and change nothing."""

# The library is imported inside each command, so that --help is instant.
# ruff: noqa: PLC0415

from evalcap.cli.answering import require
from evalcap.cli.options import Slug


def status() -> None:
    """Show what is due, what was built, and what has to be.

    Nothing is run or built.
    """
    from evalcap.cli.tables import print_standings
    from evalcap.workspace import Workspace

    print_standings(Workspace.find().status())


def lint(slug: Slug) -> None:
    """Look for what to mend in a report that was built.

    Ends with 1 only where something critical is found, which a build refuses as well.
    docs/linting.md says what each rule is about.
    """
    from evalcap.cli.tables import print_lint
    from evalcap.workspace import Workspace

    findings = Workspace.find().lint(slug)
    print_lint(findings)
    require(all(finding.severity != "critical" for finding in findings))


def doctor() -> None:
    """Look whether this machine has what evalcap needs."""
    from evalcap.cli.tables import print_symptoms
    from evalcap.workspace.doctor import examine

    symptoms = examine()
    print_symptoms(symptoms)
    require(all(symptom.ok is not False for symptom in symptoms))
