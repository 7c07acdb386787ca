"""What can go wrong when data are disposed of, or once they are."""

from datetime import date

from evalcap.errors.root import EvalcapError


class DisposalError(EvalcapError):
    """Data cannot be disposed of as asked, or were."""


class StillKeptError(DisposalError):
    """The day until which data may be kept has not passed."""

    def __init__(self, slug: str, until: date | None) -> None:
        self.until = until
        kept = f"may be kept until {until}" if until else "have no date in [retention]"
        super().__init__(
            f"Nothing was removed: the working copies of {slug} {kept}.",
            needed="A day in [retention] that has passed, or a reason to remove them before it.",
            do=f'To remove them now all the same: evalcap dispose {slug} --now --reason "...".',
        )


class NoReasonError(DisposalError):
    """Data are to be removed before their day, and nobody says why."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"Nothing was removed: --now needs a reason, which is recorded with {slug}.",
            needed="Why the working copies are removed before their day, without names of persons.",
            do=f'Say it: evalcap dispose {slug} --now --reason "The partner asked for it".',
        )


class DisposalUnreadableError(DisposalError):
    """The record of disposals is damaged."""

    def __init__(self, slug: str, problems: list[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"disposal.json of {slug} cannot be read:\n{listed}",
            needed="The record that `evalcap dispose` wrote, and that nobody edited.",
            do="Put back the version that was committed.",
        )


class DisposedError(DisposalError):
    """The data of a study are no longer there, by decision."""

    def __init__(self, slug: str, *, on: date, rule: str, sources: tuple[str, ...]) -> None:
        self.on = on
        super().__init__(
            f"The data of {slug} were disposed of on {on}, {rule}: {', '.join(sources)}.",
            needed="Nothing: this study cannot be run again, and need not be. Its evidence "
            f"(studies/{slug}/accepted) and the reports that were made from it remain.",
            do="If data are to be used again that somebody may still keep, put them back where "
            "study.toml looks for them; only the accepted files are taken.",
        )
