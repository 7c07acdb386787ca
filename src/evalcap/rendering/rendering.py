"""A document's folder in, its rendered files out."""

import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from evalcap.errors.render import EngineFailedError, OutputNameError, UnknownFormatError
from evalcap.rendering.brand import Brand, read_brand
from evalcap.rendering.brand.word import dress_word
from evalcap.rendering.choice import EngineChoice, choose_engine
from evalcap.rendering.folder import prepare
from evalcap.rendering.formats import FORMATS, NAMES, TITLES, Engine, Format, Output
from evalcap.rendering.options import options_for, read_configuration
from evalcap.rendering.outputs import output_problems
from evalcap.rendering.publication import publish
from evalcap.rendering.source import Source, read_source
from evalcap.rendering.word import REFERENCE, with_whole_rows


@dataclass(frozen=True, slots=True)
class Rendering:
    """What was rendered, by what.

    Attributes
    ----------
    engine
        The engine: `quarto` or `pandoc`.
    version
        Its version.
    files
        The published file of each format, by its name.
    messages
        What the engine warned of; nothing that leaves a hole in a report.
    """

    engine: str
    version: str
    files: Mapping[str, Path]
    messages: tuple[str, ...]


def render_document(
    folder: Path,
    *,
    document: str = "index.qmd",
    formats: Sequence[Format] = FORMATS,
    to: Path,
    engine: EngineChoice = "auto",
    names: Mapping[Format, str] = NAMES,
    time_limit: float = 300.0,
    brand: Brand | None = None,
) -> Rendering:
    """Render one document to several formats: all of them, or none.

    Parameters
    ----------
    folder
        The document's folder, which is only read: the .qmd, and beside it `_variables.yml`,
        `_quarto.yml`, figures, narrative and the files of its style. A style that is not there is
        the one that evalcap ships.
    document
        The name of the document in the folder.
    formats
        Which formats to make.
    to
        The folder for the rendered files, made where it does not exist. Files that are there stay
        as they are when any format fails.
    engine
        `quarto`, the installed command; `pandoc`, which is built in; or `auto`, which takes
        Quarto where it is found.
    names
        The file name of each format.
    time_limit
        Seconds after which rendering is stopped, all formats together.
    brand
        The brand to dress the document in; the one in its own folder, `_brand.yml`, if None.

    Raises
    ------
    RenderError
        If the document has mistakes, an engine is missing or fails, time is up, or the files
        cannot be put in their place.
    """
    wanted = tuple(dict.fromkeys(formats))
    _check_request(wanted, names)
    brand = brand or read_brand(folder)
    source = read_source(folder, document)
    deadline = time.monotonic() + time_limit
    with tempfile.TemporaryDirectory(prefix="evalcap-", ignore_cleanup_errors=True) as scratch:
        workshop = Path(scratch).resolve()
        chosen = choose_engine(engine, workshop)
        outputs: dict[Format, Output] = {}
        for made in wanted:
            copy = workshop / made
            name = prepare(folder, document, source, [made], copy, brand=brand)
            left = deadline - time.monotonic()
            outputs[made] = _whole(chosen, made, chosen.render(copy, name, made, left))
        if "docx" in outputs:
            _finish(outputs["docx"].path, brand, own_styles=_has_own_styles(folder, source))
        files = publish({names[made]: output.path for made, output in outputs.items()}, to)
    return Rendering(
        engine=chosen.name,
        version=chosen.version(),
        files={made: files[names[made]] for made in wanted},
        messages=tuple(dict.fromkeys(m for o in outputs.values() for m in o.messages)),
    )


def _check_request(formats: Collection[Format], names: Mapping[Format, str]) -> None:
    unknown = [made for made in formats if made not in FORMATS]
    if unknown or not formats:
        raise UnknownFormatError(unknown, FORMATS)
    given = [names.get(made, "") for made in formats]
    unfit = [name for name in given if not _is_plain(name) or given.count(name) > 1]
    if unfit:
        raise OutputNameError(list(dict.fromkeys(unfit)))


def _is_plain(name: str) -> bool:
    return bool(name) and name == PurePath(name).name == PureWindowsPath(name).name


def _has_own_styles(folder: Path, source: Source) -> bool:
    """Whether Word takes its styles from somebody's own document, not from the house's."""
    said = options_for("docx", read_configuration(folder), source.front_matter)
    named = str(said.get("reference-doc") or REFERENCE)
    return named != REFERENCE or (folder / REFERENCE).is_file()


def _finish(word: Path, brand: Brand | None, *, own_styles: bool) -> None:
    """Do to a Word document what no engine does."""
    whole = with_whole_rows(word.read_bytes())
    word.write_bytes(dress_word(whole, brand, own_styles=own_styles) if brand else whole)


def _whole(engine: Engine, made: Format, output: Output) -> Output:
    """Pass a file on only when it is what it claims to be."""
    problems = output_problems(output.path, made)
    if problems:
        raise EngineFailedError(engine.name, TITLES[made], problems)
    return output
