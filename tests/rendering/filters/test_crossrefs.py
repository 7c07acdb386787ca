import re

import pytest

from evalcap.rendering.options import READER

NBSP = "\u00a0"
DOCUMENT = """
# One {#sec-one}

![Caption](a.svg){#fig-a}

![Without a label](b.svg)

![Another](c.svg){#fig-c}

## Inner {#sec-inner}

# Two {#sec-two}

| a | b |
|---|---|
| 1 | 2 |

: Table caption {#tbl-a}

$$ x = y $$ {#eq-a}

"""


def text_of(html):
    return re.sub(r"<annotation.*?</annotation>|<[^>]*>", "", html, flags=re.DOTALL)


def paragraph(filtered, sentence, to="html"):
    html, problems = filtered(DOCUMENT + sentence, "crossrefs.lua", to=to)
    return text_of(html).strip().splitlines()[-1], problems


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("See @fig-a.", f"See Figure{NBSP}1."),
        ("See @fig-c.", f"See Figure{NBSP}2."),
        ("See @tbl-a.", f"See Table{NBSP}1."),
        ("See @sec-inner and @sec-two.", f"See Section{NBSP}1.1 and Section{NBSP}2."),
        ("See @eq-a.", f"See Equation{NBSP}1."),
        ("See [@fig-a; @tbl-a].", f"See Figure{NBSP}1, Table{NBSP}1."),
        ("See -@fig-a.", "See 1."),
        ("@Fig-a shows.", f"Figure{NBSP}1 shows."),
        ("See [Fig. @fig-a].", f"See Fig.{NBSP}1."),
        ("A plain \\@fig-a.", "A plain @fig-a."),
    ],
)
def test_a_reference_becomes_the_name_of_what_it_refers_to(filtered, sentence, shown):
    assert paragraph(filtered, sentence) == (shown, [])


def test_references_are_links(filtered):
    html, _ = filtered(DOCUMENT + "@tbl-a", "crossrefs.lua")
    assert f'<a href="#tbl-a" class="quarto-xref">Table{NBSP}1</a>' in html


def test_captions_are_numbered_where_they_have_a_label(filtered):
    html, _ = filtered(DOCUMENT, "crossrefs.lua")
    assert re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", html) == [
        f"Figure{NBSP}1: Caption",
        "Without a label",
        f"Figure{NBSP}2: Another",
        f"Table{NBSP}1: Table caption",
    ]


def test_an_equation_shows_its_number(filtered):
    html, _ = filtered(DOCUMENT, "crossrefs.lua")
    assert '<span id="eq-a"' in html
    assert r"\qquad(1)" in html


def test_a_document_that_begins_at_the_second_level_is_numbered_from_one(filtered):
    html, _ = filtered("## One {#sec-one}\n\n### Inner {#sec-x}\n\n@sec-x", "crossrefs.lua")
    assert f"Section{NBSP}1.1" in html
    assert '<h1 data-number="1" id="sec-one">' in html


def test_unnumbered_sections_are_not_counted(filtered):
    html, _ = filtered("# A {.unnumbered}\n\n# B {#sec-b}\n\n@sec-b", "crossrefs.lua")
    assert f"Section{NBSP}1<" in html


def test_the_words_are_those_of_the_report_s_language(filtered):
    _, problems = filtered(DOCUMENT + "@fig-a", "crossrefs.lua")
    assert problems == []


@pytest.mark.parametrize("name", ["fig-none", "smith2020", "tbl-a2"])
def test_a_reference_to_nothing_is_a_problem(filtered, name):
    _, problems = paragraph(filtered, f"See @{name}.")
    assert len(problems) == 1
    assert f"@{name} refers to nothing" in problems[0]


def test_every_problem_is_found_at_once(filtered):
    _, problems = paragraph(filtered, "@fig-x, @tbl-x, [here](#none)\n\n# One again {#sec-one}")
    assert len(problems) == 4


def test_a_wide_table_scrolls_within_itself_and_can_be_reached_by_keyboard(filtered):
    html, _ = filtered(DOCUMENT, "crossrefs.lua")
    region = f'<div class="scroll" tabindex="0" role="region" aria-label="Table{NBSP}1">'
    assert '<figure id="tbl-a" class="table-figure">' in html
    assert region in html


@pytest.mark.parametrize("reader", [READER, f"{READER}-table_attributes"])
@pytest.mark.parametrize("caption", ["C *d* {#tbl-w}", 'C *d* {#tbl-w tbl-colwidths="[25,75]"}'])
def test_label_and_widths_are_taken_from_a_caption_as_old_and_new_pandocs_read_it(
    filtered, reader, caption
):
    table = f"| a | b |\n|---|---|\n| 1 | 2 |\n\n: {caption}\n\nSee @tbl-w.\n"
    html, problems = filtered(table, "crossrefs.lua", reader=reader)
    assert problems == []
    assert f"Table{NBSP}1: C <em>d</em></p></figcaption>".replace("</p>", "") in html
    assert re.findall(r"width: (\d+)", html) == (["25", "75"] if "75" in caption else [])


def test_a_table_of_many_columns_keeps_its_natural_widths(filtered):
    row = "| " + " | ".join(["a long heading"] * 9) + " |\n"
    rule = "|" + "|".join(["-----"] * 9) + "|\n"
    html, _ = filtered(row + rule + row, "crossrefs.lua")
    assert "width:" not in html


def test_a_formula_can_be_scrolled_by_keyboard_on_a_narrow_page(filtered):
    html, _ = filtered("$$ x = y $$\n\nInline $z$.\n", "crossrefs.lua")
    opening = '<span class="formula" tabindex="0" role="group" aria-label="Equation"><math'
    assert html.count(opening) == 1
    assert html.count('class="formula"') == 1


def test_in_typst_figures_tables_and_equations_can_be_linked_to(filtered):
    typst, problems = filtered(DOCUMENT + "@fig-a @tbl-a @eq-a", "crossrefs.lua", to="typst")
    assert "<fig-a>" in typst
    assert "<tbl-a>" in typst
    assert "#link(<eq-a>)[Equation~1]" in typst
    assert problems == []
