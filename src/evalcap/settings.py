"""What a workspace says once for all of its studies: evalcap.toml, beside the folder `studies`."""

import tomllib
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalcap.errors.mistakes import mistakes, toml_mistake
from evalcap.errors.settings import SettingsError
from evalcap.words import Language

FILE: Final = "evalcap.toml"


class Settings(BaseModel):
    """The settings of a workspace; a workspace without the file has the defaults.

    Attributes
    ----------
    languages
        What the site, the Compact summary and the review annex are written in: the first is that
        of the site, every other has a copy in a folder of its own. Reports of studies that name no
        languages are written in these.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    languages: Annotated[
        tuple[Language, ...], Field(min_length=1, description="of the site, the first in front")
    ] = ("en",)


def read_settings(workspace: Path) -> Settings:
    """Read the settings of a workspace.

    Raises
    ------
    SettingsError
        With every mistake in evalcap.toml.
    """
    file = workspace / FILE
    if not file.is_file():
        return Settings()
    try:
        # Some editors begin a file with a mark that TOML does not know.
        return Settings.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(file, [toml_mistake(error)]) from None
    except ValidationError as error:
        raise SettingsError(file, mistakes(error, Settings)) from None


def languages_for(study: Path) -> tuple[Language, ...] | None:
    """Give the languages that a study has from its workspace; None where that names none.

    Parameters
    ----------
    study
        The folder of the study, which lies in the folder `studies` of its workspace.

    Raises
    ------
    SettingsError
    """
    folder = study.resolve().parent
    settings = read_settings(folder.parent) if folder.name == "studies" else Settings()
    return settings.languages if "languages" in settings.model_fields_set else None
