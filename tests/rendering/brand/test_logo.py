import base64
import re

import pytest
from PIL import Image

from evalcap.rendering.brand.logo import LARGEST, data_address, picture_problems

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawn(tmp_path, inside, head=HEAD):
    file = tmp_path / "logo.svg"
    file.write_text(f"{head}>{inside}</svg>", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "inside",
    [
        "<!-- a comment --><style>rect { fill: url(#g) }</style><rect width='1' height='1'/>",
        "<linearGradient id='g'/><rect fill='url(#g)'/>",
        "<defs><path id='p' d='M0 0'/></defs><use xlink:href='#p'/>",
        f"<image href='data:image/png;base64,{base64.b64encode(b'x').decode()}'/>",
    ],
)
def test_a_drawing_that_holds_all_it_shows_is_fit(tmp_path, inside):
    assert [*picture_problems(drawn(tmp_path, inside))] == []


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "element script"),
        ("<ScRiPt/>", "element script"),
        ("<rect onload='alert(1)'/>", r"runs a script \(onload\)"),
        ("<foreignObject><p/></foreignObject>", "element foreignobject"),
        ("<a href='javascript:alert(1)'><rect/></a>", "outside itself"),
        ("<use xlink:href='https://example.org/a.svg#p'/>", "outside itself"),
        ("<image href='file:///etc/hostname'/>", "outside itself"),
        ("<image href='data:image/svg+xml;base64,AAAA'/>", "outside itself"),
        ("<style>@import 'https://example.org/a.css';</style>", "outside itself"),
        ("<style>rect { fill: url('https://example.org/a') }</style>", "outside itself"),
        ("<rect style='fill: URL( //example.org/a )'/>", "outside itself"),
        ("<animate attributeName='href' to='javascript:alert(1)'/>", "element animate"),
    ],
)
def test_a_drawing_that_runs_or_loads_anything_is_refused(tmp_path, inside, said):
    problems = " ".join(picture_problems(drawn(tmp_path, inside)))
    assert re.search(said, problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>", "document type"),
        ("<svg><rect></svg>", "is no SVG"),
        ("<html/>", "first element"),
        ("<?xml-stylesheet href='https://example.org/a.css'?><svg/>", "style sheet from elsewhere"),
    ],
)
def test_what_is_no_plain_drawing_is_refused(tmp_path, text, said):
    file = tmp_path / "logo.svg"
    file.write_text(text, encoding="utf-8")
    assert said in " ".join(picture_problems(file))


def test_a_picture_of_points_is_looked_into(tmp_path):
    Image.new("RGB", (4, 2)).save(tmp_path / "good.png")
    (tmp_path / "bad.png").write_text("<script>alert(1)</script>", encoding="utf-8")
    assert [*picture_problems(tmp_path / "good.png")] == []
    assert "no PNG picture" in " ".join(picture_problems(tmp_path / "bad.png"))


def test_other_formats_and_large_files_are_refused(tmp_path):
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    (tmp_path / "logo.png").write_bytes(b"x" * (LARGEST + 1))
    assert "SVG, PNG or JPEG" in " ".join(picture_problems(tmp_path / "logo.gif"))
    assert "larger than 200 kB" in " ".join(picture_problems(tmp_path / "logo.png"))


def test_an_address_holds_the_whole_file(tmp_path):
    file = drawn(tmp_path, "")
    kind, _, content = data_address(file).partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(content) == file.read_bytes()
