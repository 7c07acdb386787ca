"""The files of the site."""

import re
import zipfile
from dataclasses import replace
from datetime import date

import fake_evidence as fake
import pytest

from evalcap.compact import Entry, write_compact
from evalcap.errors.codelists import UnknownCodeError
from evalcap.errors.lessons import OverstatedLessonError, UnknownEvidenceError
from evalcap.evidence.corrections import Correction
from evalcap.evidence.model import Contribution

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=y> {{ 7*7 }} </style>'


def test_every_file_is_written(tmp_path, entries):
    files = write_compact(entries(), to=tmp_path / "compact")
    assert [f.name for f in files] == [
        *("lessons.csv", "lessons.json", "effects-hxl.csv", "effects-sdmx.csv"),
        *("index.html", "exchange.html", "lessons.xlsx", "review-annex.html", "review-annex.docx"),
    ]
    assert all(f.stat().st_size for f in files)
    assert sorted(p.name for p in (tmp_path / "compact").iterdir()) == sorted(f.name for f in files)


def test_pages_are_whole_and_every_inner_link_leads_somewhere(tmp_path, entries, outline):
    write_compact(entries(), to=tmp_path)
    found = outline((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert {"header", "nav", "main", "footer"} <= set(found.tags)
    inner = [link[1:] for link in found.links if link.startswith("#")]
    assert set(inner) <= set(found.ids)
    assert not [link for link in found.links if "//" in link]
    assert "script" not in found.tags


def test_hostile_text_comes_out_as_text(tmp_path, entries):
    hostile = entries(
        subject=fake.subject(title=HOSTILE, slug="a b/../c", countries=(HOSTILE,)),
        outcome={"label": HOSTILE},
    )
    write_compact(hostile, to=tmp_path)
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "<img" not in text
    assert "49" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert "a%20b/../c" not in text.replace("a%20b%2F..%2Fc", "")


def test_a_mistake_leaves_the_page_before_in_its_place(tmp_path, entries):
    write_compact(entries(), to=tmp_path)
    before = (tmp_path / "index.html").read_bytes()
    wrong = fake.one_outcome(contribution=Contribution(objectives=(99,)))
    with pytest.raises(UnknownCodeError):
        write_compact([Entry(wrong, fake.some_lessons())], to=tmp_path)
    assert (tmp_path / "index.html").read_bytes() == before


@pytest.mark.parametrize(
    ("lesson", "error"),
    [
        ({"evidence": ("score/gone",)}, UnknownEvidenceError),
        ({"polarity": "negative"}, OverstatedLessonError),
    ],
)
def test_a_lesson_without_its_evidence_or_beyond_it_is_not_published(tmp_path, lesson, error):
    with pytest.raises(error):
        write_compact([Entry(fake.one_outcome(), fake.some_lessons(**lesson))], to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_same_studies_give_the_same_bytes(tmp_path, entries):
    first = write_compact(entries(), to=tmp_path / "a")
    again = write_compact(reversed(entries()), to=tmp_path / "b")
    for before, after in zip(first, again, strict=True):
        assert before.read_bytes() == after.read_bytes()


def test_nothing_restricted_is_in_any_file(tmp_path, entries):
    for file in write_compact(entries(), to=tmp_path):
        parts = [file.read_bytes()]
        if zipfile.is_zipfile(file):
            archive = zipfile.ZipFile(file)
            parts = [archive.read(name) for name in archive.namelist()]
        for word in (b"secret", b"A weakness of one post", b"at that post"):
            assert not any(word in part for part in parts)


def test_without_any_study_there_are_still_all_files(tmp_path):
    assert all(f.stat().st_size for f in write_compact([], to=tmp_path))


def test_a_withdrawn_study_leaves_every_list(tmp_path, entries):
    correction = Correction(kind="withdrawn", day=date(2026, 3, 4), reason="Counted <b>twice</b>.")
    gone = [
        replace(e, evidence=e.evidence.model_copy(update={"corrections": (correction,)}))
        for e in entries()
    ]
    write_compact(gone, to=tmp_path / "compact")
    titles = [e.evidence.subject.title for e in gone]
    for name in ("index.html", "lessons.csv", "lessons.json"):
        text = (tmp_path / "compact" / name).read_text(encoding="utf-8")
        assert not any(title in text for title in titles)
