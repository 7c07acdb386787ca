import shutil

import pytest
import typst

from evalcap.rendering import render_document
from evalcap.rendering.brand import Brand, read_brand
from evalcap.rendering.brand.paper import typst_values

DOCUMENT = "---\ntitle: A report\ndate: 2026-01-31\nengine: markdown\n---\n\n# Findings\n\nText.\n"


def compiled(folder, body):
    (folder / "a.typ").write_text(f'#import "brand.typ": *\n{body}', encoding="utf-8")
    return typst.compile(str(folder / "a.typ"))


def test_names_and_words_of_a_logo_are_text_whatever_they_hold(folder):
    brand = Brand(name='A "B" \\ #panic() $x$ */')
    (folder / "brand.typ").write_text(typst_values(brand, None), encoding="utf-8")
    body = '#assert(organisation == "A \\"B\\" \\\\ #panic() $x$ */")'
    assert compiled(folder, body).startswith(b"%PDF")


@pytest.mark.parametrize(("shape", "expected"), [("120 60", "height"), ("900 60", "width")])
def test_a_logo_is_as_high_as_it_may_be_and_no_wider(folder, shape, expected):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shape}"/>'
    (folder / "logos" / "logo.svg").write_text(drawing, encoding="utf-8")
    shutil.copyfile(folder / "logos" / "logo.svg", folder / "brand-logo.svg")
    values = typst_values(read_brand(folder), "brand-logo.svg")
    (folder / "brand.typ").write_text(values, encoding="utf-8")
    limit = {"height": "size.height == 14mm", "width": "calc.abs(size.width - 60mm) < 0.01mm"}
    body = f"#context {{ let size = measure(logo)\n assert({limit[expected]}) }}"
    assert compiled(folder, body).startswith(b"%PDF")


def test_a_pdf_bears_the_organisation_s_name(folder, tmp_path_factory):
    (folder / "index.qmd").write_text(DOCUMENT, encoding="utf-8")
    to = tmp_path_factory.mktemp("site")
    made = render_document(folder, formats=["pdf"], to=to, engine="pandoc").files["pdf"]
    plain = made.read_bytes()
    assert b"Example Institute &amp; Partners" in plain  # the author in its metadata
    assert b"pdfaid" in plain or b"pdfuaid" in plain  # the logo has words, so it stays accessible
