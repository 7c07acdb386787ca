"""Which column of an export holds the answers to which question, however it is headed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evalcap.sources.odk.form import Form, Path, Question, Texts

# What stands between a group and a question: KoboToolbox, ODK Central, Aggregate, Kobo's choices.
SEPARATORS: Final = ("/", "-", ":", ".", " / ", "_", "|")
# Part of a place, as KoboToolbox and as ODK Central call it.
PLACE_PARTS: Final = {
    "latitude": "Latitude",
    "longitude": "Longitude",
    "altitude": "Altitude",
    "precision": "Accuracy",
}
ADDRESS: Final = "URL"
_SYSTEM: Final = re.compile(
    r"_(?:id|uuid|submission_time|validation_status|notes|status|submitted_by|tags|index"
    r"|parent_index|parent_table_name|xform_id_string|xform_id|attachments|geolocation"
    r"|bamboo_dataset_id|duration|media_count|total_media|media_all_received|edited"
    r"|submission__\w+)"
    r"|_?_version__?\d*|formhub/uuid|(?:meta[/:.-])?(?:instanceID|instanceName|rootUuid"
    r"|deprecatedID)|SubmissionDate|SubmitterID|SubmitterName|AttachmentsPresent"
    r"|AttachmentsExpected|Status|ReviewState|DeviceID|Edits|FormVersion|KEY|PARENT_KEY"
    r"|SET-OF-.*"
)


@dataclass(frozen=True)
class Style:
    """How an export writes its headers.

    Attributes
    ----------
    language
        The language of labels; None where headers are names.
    separator
        What stands between groups and questions; empty where groups are left out.
    from_repeat
        Whether the path of a question in a repeated group begins within that group.
    """

    language: str | None
    separator: str = ""
    from_repeat: bool = False


@dataclass(frozen=True)
class Slot:
    """What a column holds: the answer to a question, or a part of it.

    The part is the name of a choice, a part of a place, the address of a file, or empty.
    """

    question: Question
    part: str = ""


@dataclass(frozen=True)
class Matched:
    """The columns of an export, told apart.

    Attributes
    ----------
    style
        How the headers are written.
    slots
        Position of a column to what it holds.
    former
        Positions of those that an earlier version of the form had in another group.
    system
        Positions of columns that the server adds.
    unknown
        Positions of the others.
    """

    style: Style
    slots: Mapping[int, Slot]
    former: tuple[int, ...]
    system: tuple[int, ...]
    unknown: tuple[int, ...]


def match_columns(headers: Sequence[str], form: Form, repeat: Path) -> Matched:
    """Find the way of writing headers that explains most of them, and read them so.

    Parameters
    ----------
    headers
        As they are written, repeated ones included.
    repeat
        Path of the repeated group that the table is of; () for the form itself.
    """
    written = [" ".join(header.split()) for header in headers]
    system = {i for i, header in enumerate(written) if _SYSTEM.fullmatch(header)}
    books = {style: _expected(form, repeat, style) for style in _styles(form, repeat)}
    open_headers = [header for i, header in enumerate(written) if i not in system]
    style = max(books, key=lambda style: sum(header in books[style] for header in open_headers))
    slots, former = dict(_assigned(written, books[style])), []
    names = _expected(form, repeat, Style(None if style.language is None else style.language))
    for i, header in enumerate(written):
        if i not in slots and i not in system and (slot := _moved(header, style, names)):
            slots[i] = slot
            former.append(i)
    unknown = [i for i in range(len(headers)) if i not in slots and i not in system]
    return Matched(style, slots, tuple(former), tuple(system - set(slots)), tuple(unknown))


def _styles(form: Form, repeat: Path) -> Iterator[Style]:
    """List the ways to write headers, the likeliest first: the first of the best is taken."""
    for separator in SEPARATORS:
        yield Style(None, separator)
        if repeat:
            yield Style(None, separator, from_repeat=True)
    yield Style(None)
    for language in sorted(form.languages, key=lambda name: name != form.default_language):
        yield Style(language)
        for separator in SEPARATORS:
            yield Style(language, separator)


def _expected(form: Form, repeat: Path, style: Style) -> dict[str, list[Slot]]:
    """Give the headers of a table's questions in one style, each with what it may stand for."""
    found: dict[str, list[Slot]] = {}
    for question in form.table(repeat):
        for header, slot in _headers(question, form, style):
            slots = found.setdefault(" ".join(header.split()), [])
            if slot not in slots:
                slots.append(slot)
    return found


def _headers(question: Question, form: Form, style: Style) -> Iterator[tuple[str, Slot]]:
    own = _word(question.name, question.labels, style)
    start = len(question.repeat) if style.from_repeat else 0
    groups = [
        _word(question.path[i], form.groups.get(question.path[: i + 1], {}), style)
        for i in range(start, len(question.path))
    ]
    prefix = "".join(f"{group}{style.separator}" for group in groups) if style.separator else ""
    head = prefix + own
    yield head, Slot(question)
    if question.kind == "select_multiple":
        for choice in question.choices:
            word = _word(choice.name, choice.labels, style)
            for separator in (style.separator, *SEPARATORS[:3]) if style.separator else ("/", ":"):
                yield f"{head}{separator}{word}", Slot(question, choice.name)
    if question.kind == "geopoint":
        for part, central in PLACE_PARTS.items():
            yield f"{prefix}_{own}_{part}", Slot(question, part)
            for separator in SEPARATORS[:3]:
                yield f"{head}{separator}{central}", Slot(question, part)
    if question.kind == "media":
        yield f"{head}_{ADDRESS}", Slot(question, ADDRESS)


def _word(name: str, labels: Texts, style: Style) -> str:
    return name if style.language is None else labels.get(style.language, name)


def _assigned(
    headers: Sequence[str], expected: Mapping[str, Sequence[Slot]]
) -> Iterator[tuple[int, Slot]]:
    """Give each column its slot; headers that several questions share go by their order.

    An export has its columns in the order of the form. Where it has another number of columns of
    a header than the form has questions for it, nobody can say which is which.
    """
    occurs = Counter(headers)
    met: Counter[str] = Counter()
    for position, header in enumerate(headers):
        slots = expected.get(header, ())
        if len(slots) == 1:
            yield position, slots[0]
        elif slots and len(slots) == occurs[header]:
            yield position, slots[met[header]]
            met[header] += 1


def _moved(header: str, style: Style, bare: Mapping[str, Sequence[Slot]]) -> Slot | None:
    """Find the question that an earlier version of the form had in another group."""
    if not style.separator:
        return None
    parts = header.split(style.separator)
    for start in range(1, len(parts)):
        slots = bare.get(style.separator.join(parts[start:])) or bare.get("/".join(parts[start:]))
        if slots and len(slots) == 1:
            return slots[0]
    return None
