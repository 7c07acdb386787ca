"""The front page."""

import fake_evidence as fake

from evalcap.compact.editions import ENGLISH
from evalcap.compact.templating import Style
from evalcap.portfolio import Entry, Portfolio
from evalcap.site.content import Page
from evalcap.site.front import front_content
from evalcap.words.catalogue import site_catalogue

WORDS = site_catalogue()


def front(entries, failed=None):
    content = front_content(Portfolio.of(entries), failed or {}, WORDS)
    return Page("index.html", "studies", content).filled("index.html", Style(""), ENGLISH)


def entry(evidence, **more):
    return Entry(evidence, fake.some_lessons(), **more)


def test_it_links_every_file_of_every_report(outline):
    studies = [fake.one_outcome(), fake.job_training(), fake.demonstration()]
    links = outline(front([entry(evidence) for evidence in studies])).links
    for evidence in studies:
        for name in ("index.html", "report.pdf", "report.docx"):
            assert f"{evidence.subject.slug}/{name}" in links


def test_files_are_linked_in_the_same_order_whatever_order_they_came_in(outline):
    files = ("report.docx", "report.pdf", "index.html")
    links = outline(front([entry(fake.job_training(), files=files)])).links
    shown = [link.rsplit("/", 1)[1] for link in links if link.startswith("job")]
    assert shown == ["index.html", "index.html", "report.pdf", "report.docx"]


def test_files_that_were_not_made_are_not_linked(outline):
    links = outline(front([entry(fake.job_training(), files=("report.pdf",))])).links
    assert "job-training-grants/report.pdf" in links
    assert "job-training-grants/index.html" not in links


def test_a_study_that_failed_is_named_with_the_first_line_of_why():
    text = front([], failed={"border-x": "The file a.csv is <missing>.\nPut it back."})
    assert "<strong>border-x:</strong> <span>The file a.csv is &lt;missing&gt;." in text
    assert "Put it back" not in text
