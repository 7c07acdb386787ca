import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalcap.rendering.markdown import as_literal, split_markdown
from evalcap.rendering.options import READER
from evalcap.rendering.packages import pandoc_command


def kinds(text):
    return [(piece.kind, piece.text) for piece in split_markdown(text)]


@given(st.text(alphabet="`~{<>}!-: \n\tabc*|1.", max_size=200))
def test_the_pieces_joined_are_the_text(text):
    assert "".join(piece.text for piece in split_markdown(text)) == text


@given(st.text(alphabet="`~{<>}!-: \n\tabc*|1.", max_size=200))
def test_each_piece_knows_its_line(text):
    before = ""
    for piece in split_markdown(text):
        assert piece.line == before.count("\n") + 1
        before += piece.text


def test_a_shortcode_in_a_sentence_is_a_shortcode():
    assert kinds("a {{< var x >}} b") == [
        ("text", "a "),
        ("shortcode", "{{< var x >}}"),
        ("text", " b"),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "```\n{{< var x >}}\n```\n",
        "~~~ python\n{{< var x >}}\n~~~\n",
        "````\n```\n{{< var x >}}\n```\n````\n",
        "> ```\n> {{< var x >}}\n> ```\n",
        "- ```\n  {{< var x >}}\n  ```\n",
        "    {{< var x >}}\n",
        "`{{< var x >}}`",
        "`` ` {{< var x >}} ``",
    ],
)
def test_a_shortcode_in_code_is_code(code):
    assert {kind for kind, text in kinds(f"Text.\n\n{code}\n\nText.") if "{{<" in text} == {"code"}


def test_an_indented_paragraph_of_a_list_is_text():
    pieces = kinds("- item\n\n    {{< var x >}}\n\nAfter.\n\n    {{< var y >}}\n")
    assert ("shortcode", "{{< var x >}}") in pieces
    assert ("code", "    {{< var y >}}\n") in pieces


def test_a_comment_hides_what_looks_like_code_and_shortcodes_in_it():
    assert kinds("a <!-- {{< var x >}}\n\n```\n--> b") == [
        ("text", "a "),
        ("comment", "<!-- {{< var x >}}\n\n```\n-->"),
        ("text", " b"),
    ]


def test_a_comment_in_code_is_code():
    assert [kind for kind, _ in kinds("```\n<!-- x -->\n```\n")] == ["code"]


def test_a_third_brace_escapes_a_shortcode():
    assert kinds("{{{< var x >}}}") == [("escaped", "{{{< var x >}}}")]


def shown(markdown, to):
    ran = subprocess.run(
        [pandoc_command(), "-f", READER, "-t", to, "--wrap", "none"],
        input=markdown,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


HOSTILE = [
    "*emphasis* _u_ **b** ~s~ ^t^ `code`",
    "<script>alert(1)</script> <b> &amp; &#60;",
    "{{< var x >}} {{{< x >}}} {#id .class}",
    "$x^2$ \\(y\\) \\emph{z} \\",
    "@fig-event [link](javascript:1) ![i](x) [^1]",
    "# heading - item 1. item > quote | cell : term",
    '"quoted" it\'s -- --- ... ::: ``` ~~~ <!-- c -->',
    "#let x = 1; #import",
    "12. 3) (a) +1 -2 =",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_literal_value_is_shown_as_it_is(value):
    assert shown(as_literal(value), "plain").strip() == value


@pytest.mark.parametrize("value", HOSTILE)
def test_a_literal_value_fills_one_cell_of_a_table(value):
    page = shown(f"| a | b |\n|---|---|\n| {as_literal(value)} | end |\n", "html")
    assert page.count("<td>") == 2


def test_a_value_of_several_lines_stays_in_its_sentence():
    assert as_literal("one\n\n# two\ttabs ") == "one \\# two tabs"


@pytest.mark.parametrize("number", ["2.40", "-0.345", "1,204", "95%", "7"])
def test_a_plain_number_needs_no_escaping_and_so_works_in_a_formula(number):
    assert as_literal(number) == number


def test_a_number_that_would_begin_a_list_is_escaped():
    assert as_literal("12.") == "12\\."
