"""What every table of study.toml has in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9_]*$",
        description="lower-case letters, digits and underscores, beginning with a letter",
    ),
]


class Section(BaseModel):
    """A table of study.toml; keys that nobody reads are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
