"""Read `_brand.yml`, and refuse what would spoil a report, all at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from evalcap.errors.brand import BrandError
from evalcap.errors.mistakes import mistakes, near
from evalcap.rendering.brand import written
from evalcap.rendering.brand.brand import BRAND, Brand, FontCut, Picture
from evalcap.rendering.brand.colour import Colour, read_colour
from evalcap.rendering.brand.logo import picture_problems
from evalcap.rendering.brand.palette import Told, unreadable
from evalcap.rendering.variables import read_mapping

_FONTS: Final = (".ttf", ".otf")
# Bytes, all cuts together. Every page of a site carries them within itself.
_LARGEST_FONTS: Final = 500_000


def read_brand(folder: Path) -> Brand | None:
    """Read the brand of a folder of templates.

    Returns
    -------
    Brand or None
        None where the folder has no `_brand.yml`.

    Raises
    ------
    BrandError
        With everything that is wrong: unknown keys, colours that are none or cannot be read, files
        that are missing, lie elsewhere or are not safe.
    """
    file = folder / BRAND
    if not file.is_file():
        return None
    reading = _Reading(folder)
    brand = reading.brand(_parsed(file, reading.problems))
    if reading.problems:
        raise BrandError(BRAND, list(dict.fromkeys(reading.problems)))
    return brand


def _parsed(file: Path, problems: list[str]) -> written.BrandFile:
    """Read what can be read; what cannot is recorded, so that the rest is looked at too."""
    try:
        said = read_mapping(file.read_text(encoding="utf-8-sig"), verbatim=False)
    except (yaml.YAMLError, TypeError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise BrandError(file.name, [f"it cannot be read as YAML: {reason}"]) from None
    try:
        return written.BrandFile.model_validate(said)
    except ValidationError as error:
        problems += mistakes(error, written.BrandFile)
        for mistake in error.errors():
            _drop(said, mistake["loc"])
    try:
        return written.BrandFile.model_validate(said)
    except ValidationError:
        raise BrandError(file.name, problems) from None


def _drop(said: Any, place: Sequence[int | str]) -> None:
    """Take out of the file what stands at a place, or the part that it is in."""
    for step, after in zip(place, [*place[1:], None], strict=True):
        if not isinstance(said, dict) or step not in said:
            return
        inner = said[step]
        if not isinstance(inner, dict) or after not in inner:
            del said[step]
        said = inner


@dataclass(frozen=True, slots=True)
class _Reading:
    """One brand on its way in, and what was found wrong with it."""

    folder: Path
    problems: list[str] = field(default_factory=list)

    def brand(self, said: written.BrandFile) -> Brand:
        for name, shade in said.color.palette.items():
            for side in ("light", "dark"):
                self._colour(said.color, f"palette.{name}", shade, side)
        light, dark = self._told(said.color, "light"), self._told(said.color, "dark")
        self.problems.extend(unreadable(light, dark))
        full, short = (" ".join(n.split()) for n in (said.meta.name.full, said.meta.name.short))
        name = full or short
        logo, dark_logo = self._logos(said.logo, alt=name)
        return Brand(
            name=name,
            short=short or name,
            logo=logo or dark_logo,
            dark_logo=dark_logo if logo else None,
            light=light,
            dark=dark,
            base=said.typography.base.family,
            headings=said.typography.headings.family,
            cuts=tuple(self._cuts(said.typography)),
        )

    def _told(self, color: written.Color, side: str) -> Told:
        named = ("foreground", "background", "primary")
        return Told(*(self._colour(color, name, getattr(color, name), side) for name in named))

    def _colour(
        self, color: written.Color, name: str, shade: written.InBothLights | None, side: str
    ) -> Colour | None:
        """Follow a colour through the names of the palette to what it is."""
        text: str | None = getattr(shade, side) if shade else None
        passed: list[str] = []
        while text is not None and text in color.palette and text not in passed:
            passed.append(text)
            entry = color.palette[text]
            text = getattr(entry, side) or entry.light or entry.dark
        if text is None:
            return None
        colour = None if text in passed else read_colour(text)
        # What is wrong with a colour of the palette is told once, there.
        if colour is None and (not passed or name.startswith("palette.")):
            known = near(text, list(color.palette))
            self.problems.append(
                f"color.{name}: {text!r} is neither a colour, such as '#1d4f7c', nor a name of "
                f"color.palette{known}"
            )
        return colour

    def _logos(self, logo: written.Logo, *, alt: str) -> tuple[Picture | None, Picture | None]:
        """Take the logo of medium size, else the large, else the small one."""
        sizes = (("medium", logo.medium), ("large", logo.large), ("small", logo.small))
        size, chosen = next(((s, p) for s, p in sizes if p), ("", None))
        pictures = (chosen.light, chosen.dark) if chosen else (None, None)
        light, dark = (self._picture(f"logo.{size}", p, logo, alt) for p in pictures)
        return light, dark

    def _picture(
        self, key: str, said: written.Picture | None, logo: written.Logo, alt: str
    ) -> Picture | None:
        if said is None:
            return None
        named = logo.images.get(said.path, said)
        file = self._beside(key, named.path)
        if file is None:
            return None
        self.problems.extend(f"{key}: {named.path} {found}" for found in picture_problems(file))
        return Picture(file, said.alt or named.alt or alt or "Logo")

    def _beside(self, key: str, path: str) -> Path | None:
        """Find a file that the brand names, in the folder of the brand or below it."""
        file = (self.folder / path).resolve()
        if "://" in path or not file.is_relative_to(self.folder.resolve()):
            self.problems.append(
                f"{key}: {path} does not lie in the folder of {BRAND}: copy the file there"
            )
        elif not file.is_file():
            self.problems.append(f"{key}: there is no file {path} in the folder of {BRAND}")
        else:
            return file
        return None

    def _cuts(self, typography: written.Typography) -> Iterator[FontCut]:
        used = {typography.base.family, typography.headings.family} - {None}
        fonts = [font for font in typography.fonts if font.family in used]
        self.problems.extend(problem for font in fonts for problem in _from_elsewhere(font))
        cuts = [cut for font in fonts if font.source == "file" for cut in self._files(font)]
        if sum(cut.file.stat().st_size for cut in cuts) > _LARGEST_FONTS:
            self.problems.append(
                f"typography.fonts: the files are larger than {_LARGEST_FONTS // 1000} kB together,"
                " and every page carries them: name fewer, or files with fewer characters"
            )
        yield from cuts

    def _files(self, font: written.Font) -> Iterator[FontCut]:
        key = f"typography.fonts ({font.family})"
        if not font.files:
            self.problems.append(f"{key}: source: file needs files")
        for said in font.files:
            file = self._beside(key, said.path)
            if file is not None and file.suffix.lower() not in _FONTS:
                self.problems.append(f"{key}: {said.path} must be a TTF or OTF file")
            elif file is not None:
                yield FontCut(font.family, file, _weight(said.weight), said.style)


def _from_elsewhere(font: written.Font) -> Iterator[str]:
    if font.source in ("google", "bunny"):
        yield (
            f"typography.fonts ({font.family}): reports are made without a network, so nothing is "
            f"fetched from {font.source}: put the font's files beside {BRAND} and write "
            "source: file, or source: system for a font that readers have"
        )


def _weight(said: str) -> str:
    """Write a weight as style sheets do: 300..800 is 300 800."""
    return "normal" if said == "auto" else said.replace("..", " ")
