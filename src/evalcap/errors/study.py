"""Errors of studies: the plan, its preparation and its acceptance."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from evalcap.errors.root import EvalcapError, count, preview


class StudyError(EvalcapError):
    """A study cannot be run as it is written."""


class StudyNotFoundError(StudyError):
    """There is no study where it was looked for."""

    def __init__(self, folder: Path, others: Collection[str]) -> None:
        known = f"Studies here: {preview(sorted(others), 20)}." if others else "There are none yet."
        super().__init__(
            f"There is no study {folder.name!r}: {folder / 'study.toml'} does not exist.",
            needed=f"A folder with a study.toml. {known}",
            do=f"Check the name, or make one: evalcap new {folder.name} --programme training.",
        )


class PlanError(StudyError):
    """study.toml has mistakes."""

    def __init__(self, file: Path, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"{file.parent.name}/{file.name} has {count(problems, 'mistake')}:\n{listed}",
            needed="A plan that follows the form of study.toml, described in docs/study-toml.md.",
            do="Correct these keys; nothing was run.",
        )


class PrepareError(StudyError):
    """prepare.py did not give a data frame."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"{file.parent.name}/{file.name} failed: {reason}.",
            needed="A function prepare(sources: dict[str, Source]) that returns a pandas "
            "DataFrame with one row for each unit and time.",
            do="Correct prepare.py; `evalcap check` runs it without estimating.",
        )


class UnusableSourcesError(StudyError):
    """Several sources of a study cannot be read, or are not the accepted ones."""

    def __init__(self, slug: str, errors: Mapping[str, EvalcapError]) -> None:
        self.errors = dict(errors)
        listed = "\n".join(f"  {name}: {error.wrong}" for name, error in errors.items())
        super().__init__(
            f"{count(self.errors, 'source')} of {slug} cannot be used:\n{listed}",
            needed="Every source of the study, as somebody accepted it.",
            do="\n".join(dict.fromkeys(error.do for error in errors.values())),
        )


class SeveralSourcesError(StudyError):
    """Several sources, and nothing that joins them."""

    def __init__(self, slug: str, names: Sequence[str]) -> None:
        super().__init__(
            f"{slug} has {count(names, 'source')} ({preview(names)}) and no prepare.py.",
            needed="One data set.",
            do="Write prepare.py with prepare(sources) that joins them.",
        )


class CriticalFindingsError(StudyError):
    """The data break rules that no result may rest on."""

    def __init__(self, slug: str, findings: Sequence[str]) -> None:
        listed = "\n".join(f"  {finding}" for finding in findings)
        super().__init__(
            f"The data of {slug} break {count(findings, 'critical rule')}:\n{listed}",
            needed="Data for which every critical rule in expectations/ holds.",
            do=f"Look at the rows with `evalcap check {slug}`, then correct the data, or the rule.",
        )


class PrimaryAnalysisError(StudyError):
    """The primary analysis cannot be estimated."""

    def __init__(self, slug: str, analysis: str, reason: EvalcapError) -> None:
        super().__init__(
            f"The primary analysis {analysis} of {slug} cannot be estimated.\n{reason.wrong}",
            needed=reason.needed,
            do=reason.do,
        )


class TooFewPeopleError(StudyError):
    """The primary analysis rests on so few people that it must not be published."""

    def __init__(self, slug: str, analysis: str, least: int) -> None:
        super().__init__(
            f"The primary analysis {analysis} of {slug} rests on fewer than {least} people on one "
            "side of the comparison.",
            needed=f"At least {least} people with an outcome in each group: an estimate of fewer "
            "tells about them.",
            do="Wait for more data, or choose a wider comparison; where fewer people may be "
            "published, set a lower `min_cell` in [disclosure] of study.toml and say why.",
        )


class NoRowsSelectedError(StudyError):
    """`where` selects no row, or names a value that no row has."""

    def __init__(self, analysis: str, column: str, wanted: Sequence[object], seen: str) -> None:
        super().__init__(
            f"`where` of analysis {analysis!r} selects no row by {column}: it is never "
            f"{' or '.join(repr(w) for w in wanted)}.",
            needed=f"Each value that `where` names must occur. {column} has: {seen}.",
            do="Correct `where` in study.toml.",
        )


class AcceptedUnreadableError(StudyError):
    """The record of what was accepted is damaged."""

    def __init__(self, file: Path, problems: Sequence[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        slug = file.parent.parent.name
        super().__init__(
            f"{file.parent.name}/{file.name} of {slug} cannot be read:\n{listed}",
            needed="The record that `evalcap accept` wrote, and that nobody edited.",
            do="Put back the version that was committed.",
        )


class TruthError(StudyError):
    """The true effects of simulated data cannot be read."""

    def __init__(self, file: Path, problems: Sequence[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"{file.parent.name}/{file.name}, which `truth` names, cannot be used:\n{listed}",
            needed="A JSON file with `overall`, and `by_event_time` where effects differ.",
            do="Run the script that draws the study's data again, or take `truth` out.",
        )


class NothingAcceptedError(StudyError):
    """There is no accepted evidence to reproduce."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"{slug} has no accepted evidence.",
            needed=f"studies/{slug}/accepted/evidence.json.",
            do=f"Look at the results, then record them: evalcap accept {slug}.",
        )


class CorrectionsUnreadableError(StudyError):
    """corrections.toml cannot be read."""

    def __init__(self, problems: Sequence[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"corrections.toml cannot be read:\n{listed}",
            needed="[[corrections]] with kind (withdrawn or corrected), day and reason.",
            do="Correct the file; evalcap withdraw and evalcap correct write it.",
        )


class ReasonMissingError(StudyError):
    """A report is to be withdrawn or corrected without a reason."""

    def __init__(self) -> None:
        super().__init__(
            "The reason is empty.",
            needed="Readers of a withdrawn or corrected report are told why.",
            do='Say it in a sentence: --reason "A source was counted twice."',
        )
