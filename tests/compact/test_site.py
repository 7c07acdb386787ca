"""The files of the site."""

import re

import fake_evidence as fake
import pytest

from evalcap.compact import Entry, write_compact, write_site_index
from evalcap.errors.codelists import UnknownCodeError
from evalcap.errors.report import StylesheetMissingError
from evalcap.evidence.model import Contribution

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=y> {{ 7*7 }} </style>'


def test_the_three_files_are_written(tmp_path, entries):
    files = write_compact(entries(), to=tmp_path / "compact")
    assert [f.name for f in files] == ["index.html", "lessons.csv", "lessons.json"]
    assert sorted(p.name for p in (tmp_path / "compact").iterdir()) == sorted(f.name for f in files)


@pytest.mark.parametrize("written", [write_compact, write_site_index])
def test_pages_are_whole_and_every_inner_link_leads_somewhere(tmp_path, written, entries, outline):
    written(entries(), to=tmp_path)
    found = outline((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert {"header", "nav", "main", "footer"} <= set(found.tags)
    inner = [link[1:] for link in found.links if link.startswith("#")]
    assert set(inner) <= set(found.ids)
    assert not [link for link in found.links if "//" in link]
    assert "script" not in found.tags


@pytest.mark.parametrize("written", [write_compact, write_site_index])
def test_hostile_text_comes_out_as_text(tmp_path, written, entries):
    hostile = entries(
        subject=fake.subject(title=HOSTILE, slug="a b/../c", countries=(HOSTILE,)),
        outcome={"label": HOSTILE},
    )
    written(hostile, to=tmp_path)
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


def test_a_template_folder_without_a_style_sheet_says_what_it_needs(tmp_path):
    with pytest.raises(StylesheetMissingError, match=r"style\.css"):
        write_site_index([], to=tmp_path, template=tmp_path)
