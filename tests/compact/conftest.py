"""Studies of each kind, and pages taken apart."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

import fake_evidence as fake

from evalcap.compact import Entry
from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import Contribution


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


@pytest.fixture
def outline():
    """Take a page apart."""
    return Outline


@pytest.fixture
def converted(tmp_path):
    """Let LibreOffice open a file and write it in another form; give the folder of both."""

    def opened(name, content, form):
        (tmp_path / name).write_bytes(content)
        home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
        asked = ["soffice", home, "--headless", "--convert-to", form, name]
        subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, timeout=120)
        return tmp_path

    return opened


@pytest.fixture
def section():
    """Cut one section out of a page."""

    def cut(text, anchor):
        return re.search(rf'<section id="{anchor}".*?</section>', text, re.DOTALL)[0]

    return cut


@pytest.fixture
def entries():
    """Make an evaluation, a benchmark and a demonstration."""

    def made(**evaluation):
        real = fake.one_outcome(contribution=Contribution(objectives=(11,)), **evaluation)
        studies = (real, fake.job_training(), fake.demonstration())
        return [Entry(e, fake.lessons_on(e)) for e in studies]

    return made


@pytest.fixture
def proposable():
    """Make an evaluation that can be proposed as a practice, or one that lacks something."""

    def made(*, lessons=None, point=(3.2, 1.2, 5.2), **more):
        ready = {
            "status": "completed",
            "scope": "national",
            "implementers": ("IOM", "Academy"),
            "contact": "Evaluation unit, evaluation@agency.example",
            "innovation": "Specimens of real documents",
            "replication": "Sets of specimens.",
            "sustainability": "The academy teaches it",
        }
        known = {name: more.pop(name) for name in list(more) if name in Exchange.model_fields}
        tags = Contribution(objectives=(11,), actions=("11(a)",), principles=("f",))
        evidence = fake.one_outcome(
            *point, **{"exchange": Exchange(**ready | known), "contribution": tags} | more
        )
        return Entry(evidence, lessons or fake.some_lessons())

    return made
