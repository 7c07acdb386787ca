"""What may stand in `_brand.yml`: Quarto's own brand format.

Keys of that format that reports have no use for are allowed and left alone, so that an
organisation can use one file everywhere; any other key is a mistake.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, model_validator

_FAMILY = r"[\w .&+-]+"
Family = Annotated[
    StrictStr,
    Field(pattern=rf"^{_FAMILY}$", description="the name of a font, such as Open Sans"),
]
Weight = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
    Field(
        pattern=r"^(normal|bold|auto|\d{1,4}(\.\.\d{1,4})?)$",
        description="normal, bold, a number such as 600, or a range such as 300..800",
    ),
]
Unused = Any


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _alone_for(key: str) -> BeforeValidator:
    """Let text alone stand for the part with one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class Name(_Part):
    """What the organisation is called."""

    full: StrictStr = ""
    short: StrictStr = ""


class Meta(_Part):
    """Who the organisation is."""

    name: Annotated[Name, _alone_for("full")] = Name()
    link: Unused = None


class InBothLights(_Part):
    """Text for a page in the light, and another for one in the dark."""

    light: StrictStr | None = None
    dark: StrictStr | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if self.light is None and self.dark is None:
            raise ValueError("must name light, dark or both")
        return self


Shade = Annotated[InBothLights, _alone_for("light")]


class Color(_Part):
    """The colours: of a palette by name, and what they are used for."""

    palette: dict[str, Shade] = {}
    foreground: Shade | None = None
    background: Shade | None = None
    primary: Shade | None = None
    secondary: Unused = None
    tertiary: Unused = None
    success: Unused = None
    info: Unused = None
    warning: Unused = None
    danger: Unused = None
    light: Unused = None
    dark: Unused = None
    link: Unused = None


class Picture(_Part):
    """A picture, and what it shows in words."""

    path: StrictStr
    alt: StrictStr = ""
    attrs: Unused = None


class Pictures(_Part):
    """A picture for the light, and another for the dark."""

    light: Annotated[Picture, _alone_for("path")] | None = None
    dark: Annotated[Picture, _alone_for("path")] | None = None


def _for_the_light(value: Any) -> Any:
    if isinstance(value, str):
        return {"light": {"path": value}}
    return {"light": value} if isinstance(value, dict) and "path" in value else value


Sized = Annotated[Pictures, BeforeValidator(_for_the_light)]


class Logo(_Part):
    """The logo in three sizes, perhaps by the names of pictures."""

    images: dict[str, Annotated[Picture, _alone_for("path")]] = {}
    small: Sized | None = None
    medium: Sized | None = None
    large: Sized | None = None


def _of_medium_size(value: Any) -> Any:
    alone = isinstance(value, str) or (isinstance(value, dict) and value.keys() & {"path", "alt"})
    return {"medium": value} if alone else value


class FontFile(_Part):
    """A file with one cut of a font."""

    path: StrictStr
    weight: Weight = "normal"
    style: Literal["normal", "italic"] = "normal"


class Font(_Part):
    """Where a font comes from."""

    family: Family
    source: Literal["system", "file", "google", "bunny"] = "system"
    files: list[Annotated[FontFile, _alone_for("path")]] = []
    weight: Unused = None
    style: Unused = None
    display: Unused = None


class Typeface(_Part):
    """What a kind of text is set in."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    family: Family | None = None
    size: Unused = None
    weight: Unused = None
    style: Unused = None
    line_height: Unused = Field(None, alias="line-height")
    color: Unused = None
    background_color: Unused = Field(None, alias="background-color")
    decoration: Unused = None


class Typography(_Part):
    """The fonts, and what is set in them."""

    fonts: list[Font] = []
    base: Annotated[Typeface, _alone_for("family")] = Typeface()
    headings: Annotated[Typeface, _alone_for("family")] = Typeface()
    monospace: Unused = None
    monospace_inline: Unused = Field(None, alias="monospace-inline")
    monospace_block: Unused = Field(None, alias="monospace-block")
    link: Unused = None


class BrandFile(_Part):
    """The whole file."""

    meta: Meta = Meta()
    logo: Annotated[Logo, BeforeValidator(_of_medium_size)] = Logo()
    color: Color = Color()
    typography: Typography = Typography()
    defaults: Unused = None
