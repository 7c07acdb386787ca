"""What became of a published report, recorded in the study's own folder."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evalcap.errors.mistakes import mistakes, toml_mistake
from evalcap.errors.study import CorrectionsUnreadableError, ReasonMissingError
from evalcap.evidence.corrections import Correction

FILE = "corrections.toml"
Kind = Literal["withdrawn", "corrected"]


class Corrections(BaseModel):
    """The file: every correction, in the order in which they were made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corrections: tuple[Correction, ...] = ()


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """Read a study's corrections.toml; a study without one has none.

    Raises
    ------
    CorrectionsUnreadableError
    """
    file = folder / FILE
    if not file.is_file():
        return ()
    try:
        found = Corrections.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorrectionsUnreadableError([toml_mistake(error)]) from None
    except ValidationError as error:
        raise CorrectionsUnreadableError(mistakes(error, Corrections)) from None
    return found.corrections


def record_correction(folder: Path, kind: Kind, *, reason: str, day: date) -> Path:
    """Add a correction to the study's file, and give its path.

    Raises
    ------
    ReasonMissingError
        The reason is empty.
    CorrectionsUnreadableError
        The file is there and cannot be read; it stays as it is.
    """
    told = " ".join(reason.split())
    if not told:
        raise ReasonMissingError
    read_corrections(folder)
    file = folder / FILE
    before = file.read_text(encoding="utf-8-sig").rstrip() + "\n\n" if file.is_file() else ""
    # A string of JSON is one of TOML.
    entry = f'[[corrections]]\nkind = "{kind}"\nday = {day.isoformat()}\n'
    entry += f"reason = {json.dumps(told, ensure_ascii=False)}\n"
    file.write_text(before + entry, encoding="utf-8")
    return file
