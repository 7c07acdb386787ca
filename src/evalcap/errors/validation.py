"""What can go wrong with expectations themselves; bad data are findings, not errors."""

from collections.abc import Sequence

from evalcap.errors.root import EvalcapError, count


class ValidationStageError(EvalcapError):
    """The data cannot be compared with their expectations."""


class SuiteNotFoundError(ValidationStageError):
    """There is no suite of expectations of that name."""

    def __init__(self, name: str, *, folders: Sequence[str], available: Sequence[str]) -> None:
        self.name = name
        self.folders = tuple(folders)
        self.available = tuple(available)
        super().__init__(
            f"There is no suite of expectations {name!r}.",
            needed=f"It would be the file {name}.yaml in {' or '.join(self.folders)}.",
            do=f"Write one of: {', '.join(self.available)}; or add that file.",
        )


class SuiteError(ValidationStageError):
    """Rules are not written so that they can be checked."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(
            f"The expectations have {count(self.problems, 'mistake')}.\n{listed}",
            needed="Each rule needs id, type, kwargs, severity (critical, warning or info), notes "
            "that say what must hold, and why; types and kwargs are Great Expectations' own.",
            do="Correct these rules in their file.",
        )


class UnknownRoleError(ValidationStageError):
    """A column was given for a role that no placeholder can name."""

    def __init__(self, roles: Sequence[str], *, known: Sequence[str]) -> None:
        self.roles = tuple(roles)
        self.known = tuple(known)
        super().__init__(
            f"Placeholders do not know {', '.join(map(repr, self.roles))}.",
            needed=f"Columns are given for: {', '.join(self.known)}.",
            do="Use these names, as in columns={'unit': 'border_post'}.",
        )


class EngineError(ValidationStageError):
    """Great Expectations could not be started, or did not answer for every rule."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"The data were not checked: {reason}.",
            needed="Great Expectations has to be installed and to import; beside pyspark it needs "
            "pyspark's Connect parts.",
            do="Run `evalcap doctor`; install evalcap again, and with pyspark as "
            "`python -m pip install 'evalcap[spark]'`.",
        )
