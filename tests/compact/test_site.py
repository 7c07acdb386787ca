"""The pages of the site."""

import re
from html.parser import HTMLParser

import fake_evidence as fake
import pytest

from evalcap.compact import Entry, write_compact, write_site_index
from evalcap.errors.codelists import UnknownCodeError
from evalcap.errors.report import StylesheetMissingError
from evalcap.evidence.model import Contribution

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=y> {{ 7*7 }} </style>'


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.links, self.ids, self.open = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.links += [found["href"]] if tag == "a" else []
        self.ids += [found["id"]] if "id" in found else []
        if tag not in {"meta", "link", "img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def entries(**evaluation):
    tags = Contribution(objectives=(11,))
    real = fake.one_outcome(contribution=tags, **evaluation)
    lessons = fake.some_lessons()
    return [Entry(e, lessons) for e in (real, fake.job_training(), fake.demonstration())]


@pytest.fixture
def page(tmp_path):
    """Write the summary and read its page."""

    def written(given):
        return write_compact(given, to=tmp_path)[0].read_text(encoding="utf-8")

    return written


def section(text, anchor):
    return re.search(rf'<section id="{anchor}".*?</section>', text, re.DOTALL)[0]


def test_the_three_files_are_written(tmp_path):
    files = write_compact(entries(), to=tmp_path / "compact")
    assert [f.name for f in files] == ["index.html", "lessons.csv", "lessons.json"]
    assert sorted(p.name for p in (tmp_path / "compact").iterdir()) == sorted(f.name for f in files)


def test_an_evaluation_stands_under_its_objective_with_finding_grade_and_lesson(page):
    text = section(page(entries()), "objective-11")
    assert "Objective 11: Manage borders in an integrated, secure and coordinated manner" in text
    assert "Test score came out higher, as intended, probably because of the programme" in text
    assert "3 of 5 (moderate)" in text
    assert "Begin before the season" in text
    assert "A weakness of one post" not in text


def test_other_studies_stand_apart_and_without_lessons(page):
    text = page(entries())
    assert "Job training grants" not in section(text, "objective-11")
    assert "Job training grants" in section(text, "benchmark")
    simulated = section(text, "demonstration")
    assert "Simulated demonstration data; no evidence" in simulated
    assert "not graded: simulated data" in simulated
    for anchor in ("benchmark", "demonstration"):
        assert "Begin before the season" not in section(text, anchor)


def test_without_an_evaluation_the_page_says_so_instead_of_being_empty(page):
    text = page(entries()[1:])
    assert "No evaluation of a programme yet" in text
    assert "objective-" not in text


def test_an_evaluation_that_names_no_objective_is_listed_all_the_same(page):
    text = page([Entry(fake.one_outcome(), fake.some_lessons())])
    assert "Begin before the season" in section(text, "untagged")


@pytest.mark.parametrize("written", [write_compact, write_site_index])
def test_pages_are_whole_and_every_inner_link_leads_somewhere(tmp_path, written):
    written(entries(), to=tmp_path)
    outline = Outline((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert {"header", "nav", "main", "footer"} <= set(outline.tags)
    inner = [link[1:] for link in outline.links if link.startswith("#")]
    assert set(inner) <= set(outline.ids)
    assert not [link for link in outline.links if "//" in link]
    assert "script" not in outline.tags


@pytest.mark.parametrize("written", [write_compact, write_site_index])
def test_hostile_text_comes_out_as_text(tmp_path, written):
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


def test_the_front_page_links_every_file_of_every_report(tmp_path):
    page = write_site_index(entries(), to=tmp_path)
    links = Outline(page.read_text(encoding="utf-8")).links
    for slug in ("border-training", "job-training-grants", "document-checks-demo"):
        for name in ("index.html", "report.pdf", "report.docx"):
            assert f"{slug}/{name}" in links
    assert "compact/index.html" in links


def test_files_are_linked_in_the_same_order_whatever_order_they_came_in(tmp_path):
    files = ("report.docx", "report.pdf", "index.html")
    entry = Entry(fake.job_training(), fake.some_lessons(), files=files)
    links = Outline(write_site_index([entry], to=tmp_path).read_text(encoding="utf-8")).links
    shown = [link.rsplit("/", 1)[1] for link in links if link.startswith("job")]
    assert shown == ["index.html", "index.html", "report.pdf", "report.docx"]


def test_files_that_were_not_made_are_not_linked(tmp_path):
    entry = Entry(fake.job_training(), fake.some_lessons(), files=("report.pdf",))
    page = write_site_index([entry], to=tmp_path)
    links = Outline(page.read_text(encoding="utf-8")).links
    assert "job-training-grants/report.pdf" in links
    assert "job-training-grants/index.html" not in links


def test_a_study_that_failed_is_named_with_the_first_line_of_why(tmp_path):
    failed = {"border-x": "The file a.csv is <missing>.\nPut it back."}
    text = write_site_index([], to=tmp_path, failed=failed).read_text(encoding="utf-8")
    assert "<strong>border-x</strong>: The file a.csv is &lt;missing&gt;." in text
    assert "Put it back" not in text
    assert "No study has been published yet." in text


def test_a_mistake_leaves_the_page_before_in_its_place(tmp_path):
    write_compact(entries(), to=tmp_path)
    before = (tmp_path / "index.html").read_bytes()
    wrong = fake.one_outcome(contribution=Contribution(objectives=(99,)))
    with pytest.raises(UnknownCodeError):
        write_compact([Entry(wrong, fake.some_lessons())], to=tmp_path)
    assert (tmp_path / "index.html").read_bytes() == before


def test_a_template_folder_without_a_style_sheet_says_what_it_needs(tmp_path):
    with pytest.raises(StylesheetMissingError, match=r"style\.css"):
        write_site_index([], to=tmp_path, template=tmp_path)
