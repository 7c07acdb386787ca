"""Errors of translations of a study's own words."""

from collections.abc import Sequence

from evalcap.errors.root import EvalcapError, count


class TranslationsError(EvalcapError):
    """Translations cannot be used as they are written."""


class TranslationsUnreadableError(TranslationsError):
    """Files of translations do not fit their study."""

    def __init__(self, study: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"The translations of {study} have {count(problems, 'mistake')}:\n{listed}",
            needed="translations/fr.toml, named by its language, with translations of texts that "
            "the study has, under the names that study.toml and lessons.toml give them.",
            do="Correct these keys; docs/report-templates.md describes the files.",
        )
