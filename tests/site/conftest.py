"""A site written from studies that a test names, and its pages taken apart."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

import fake_portfolio as many

from evalcap.site import write_site

VOID = {"meta", "link", "img", "br", "input"}


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.links, self.ids, self.open = [], [], [], []
        self.sources, self.pictures = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.links += [found["href"]] if "href" in found else []
        self.ids += [found["id"]] if "id" in found else []
        self.sources += [found["src"]] if "src" in found else []
        self.pictures += [found.get("alt", "")] if tag == "img" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def outline():
    """Take a page apart."""
    return Outline


@pytest.fixture
def written(tmp_path):
    """Write the site of some studies and give its folder."""

    def made(entries, name="site", **options):
        write_site(entries, tmp_path / name, **options)
        return tmp_path / name

    return made


@pytest.fixture
def studies():
    """Make studies with effects 0, 1, 2 and so on."""

    def made(number, start=0, **more):
        return [many.study(f"s{i}", float(i), **more) for i in range(start, start + number)]

    return made
