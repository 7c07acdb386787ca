import pytest

TEXT = """
::: {.content-visible when-format="%s"}
shown
:::

::: {.content-hidden when-format="%s"}
hidden
:::

A [span]{.content-visible when-format="%s"} in text.
"""


@pytest.mark.parametrize(
    ("meant", "to", "applies"),
    [
        ("html", "html", True),
        ("html", "typst", False),
        ("pdf", "typst", True),
        ("typst", "typst", True),
        ("pdf", "html", False),
        ("docx", "html", False),
    ],
)
def test_what_is_meant_for_a_format_is_kept_for_that_format_only(filtered, meant, to, applies):
    text, _ = filtered(TEXT % (meant, meant, meant), "visibility.lua", to=to)
    assert ("shown" in text) is applies
    assert ("hidden" in text) is not applies
    assert ("span" in text) is applies


def test_unless_is_the_opposite_of_when(filtered):
    text = '::: {.content-visible unless-format="html"}\nelsewhere\n:::\n'
    assert "elsewhere" not in filtered(text, "visibility.lua")[0]
    assert "elsewhere" in filtered(text, "visibility.lua", to="typst")[0]


def test_what_is_hidden_hides_what_is_within(filtered):
    text = (
        ':::: {.content-visible when-format="pdf"}\n'
        '::: {.content-visible when-format="html"}\ninner\n:::\n::::\n'
    )
    assert "inner" not in filtered(text, "visibility.lua")[0]
