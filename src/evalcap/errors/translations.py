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


class NoTranslationError(TranslationsError):
    """There can be no translation of a study into a language."""

    def __init__(self, study: str, reason: str) -> None:
        super().__init__(
            f"{study} cannot be translated so: {reason}.",
            needed="A language of the study's report other than that of its authors.",
            do="Give one of these, or add one to languages in study.toml.",
        )
