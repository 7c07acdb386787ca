"""A page read as a reader meets it."""

from evalcap.report.lint.page import read_page

PAGE = """<html><head><title>T</title><style>p {color: red}</style></head><body>
<h1>One</h1><p>First <b>bold</b> text.</p>
<h2>Picture</h2><p><img src="x" alt="Words" /><img src="y" alt=" " /></p>
<h2>Empty</h2>
<h2>Parent</h2><h3>Child</h3><ul><li>Item</li></ul>
<section id="sec-annexes"><h1>Annexes</h1><p><a href="x.pdf">Link</a></p>
<math><mi>X</mi><annotation>\\hat{X}</annotation></math></section>
<h1>Last</h1></body></html>"""


def test_text_comes_in_blocks_without_styles_titles_and_formulas():
    page = read_page(PAGE)
    assert "First bold text." in page.blocks
    assert not any("color" in block or "hat" in block or block == "T" for block in page.blocks)


def test_the_prose_ends_where_the_annexes_begin():
    page = read_page(PAGE)
    assert "Item" in page.prose
    assert "Annexes" not in page.prose
    assert "Annexes" in page.blocks


def test_a_picture_without_words_is_found_by_its_place():
    assert read_page(PAGE).without_words == (2,)


def test_a_heading_with_only_headings_below_it_is_not_empty_and_one_with_nothing_is():
    assert read_page(PAGE).empty == ("Empty", "Last")


def test_links_are_gathered():
    assert read_page(PAGE).links == ("x.pdf",)
