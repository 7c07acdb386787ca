import pytest

from evalcap.rendering.structure import structure_problems


def problems(text):
    return structure_problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain.\n\n---\n\nA rule is not metadata.",
        "::: {.callout-note}\n## Title\n\n:::: {.inner}\nx\n::::\n:::\n",
        "```\n::: {.x}\n---\na: b\n```\n",
        "Heading\n---\ntext below a heading of two lines",
        "``` `inline` ``` and ```x``` are code in a sentence",
        "<!-- closed -->",
    ],
)
def test_sound_text_has_no_problems(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("a\n\n```\nnever", 3, "code block is never closed"),
        ("a\n\n~~~ python\n```\n", 3, "code block is never closed"),
        ("a\n<!-- never", 2, "comment is never closed"),
        ("a\n\n::: {.callout-note}\nb", 3, "block is never closed"),
        ("a\n\n:::\nb", 3, "never opened"),
        ("a {{< var x", 1, "shortcode is never closed"),
        ("`{{< var x`", 1, "shortcode is never closed"),
        ("---\nfilters: [evil.lua]\n---\n", 1, "metadata"),
        ("a\n\n---\nfilters: [evil.lua]\n---\n", 3, "metadata"),
    ],
)
def test_what_would_spill_over_is_found_with_its_line(text, line, wrong):
    found = problems(text)
    assert found[0][0] == line
    assert wrong in found[0][1]
