import pytest

from evalcap.rendering.expansion import Part, expand


def expanded(text, folder, **values):
    part = Part(folder, ("index.qmd",), {"var": values, "meta": {"title": "A title"}})
    return expand(part, text), part.problems


def test_values_take_the_place_of_shortcodes(tmp_path):
    text, problems = expanded("{{< var a.b >}} {{< meta title >}}", tmp_path, a={"b": "x*y"})
    assert text == "x\\*y A title"
    assert problems == []


def test_code_stays_and_an_escaped_shortcode_shows_itself(tmp_path):
    text, problems = expanded("`{{< var no >}}` {{{< var no >}}} `{{{< x >}}}`", tmp_path)
    assert text == "`{{< var no >}}` \\{\\{\\< var no \\>\\}\\} `{{< x >}}`"
    assert problems == []


def test_comments_are_dropped(tmp_path):
    assert expanded("a<!-- ask Anna -->b", tmp_path) == ("ab", [])


def test_a_page_break_becomes_a_block_of_its_own(tmp_path):
    text, _ = expanded("a\n\n{{< pagebreak >}}\n\nb", tmp_path)
    assert "::: {.page-break}\n:::" in text


def test_includes_are_spliced_in_apart_from_what_surrounds_them(tmp_path):
    (tmp_path / "_a.md").write_text("A {{< var x >}}\n\n{{< include _b.md >}}")
    (tmp_path / "_b.md").write_text("B")
    text, problems = expanded("before\n{{< include _a.md >}}\nafter", tmp_path, x="1")
    assert text.split() == ["before", "A", "1", "B", "after"]
    assert "before\n\n\nA" in text
    assert problems == []


def test_everything_that_leads_nowhere_is_named_with_its_file_and_line(tmp_path):
    (tmp_path / "_a.md").write_text("one\n\n{{< var none >}}\n\n{{< include _a.md >}}\n")
    (tmp_path / "_binary.md").write_bytes(b"\xff\xfe\x00")
    _, problems = expanded(
        "{{< var group >}}\n\n{{< meta none >}}\n\n{{< lipsum 3 >}}\n\n"
        "{{< include _a.md >}}\n\ntext {{< include _a.md >}}\n\n{{< include _binary.md >}}\n"
        "\n{{< env HOME >}}\n",
        tmp_path,
        group={"a": "1"},
    )
    assert [problem.split(":")[0] for problem in problems] == [
        "index.qmd, line 1",
        "index.qmd, line 3",
        "index.qmd, line 5",
        "_a.md, line 3",
        "_a.md, line 5",
        "index.qmd, line 9",
        "index.qmd, line 11",
        "index.qmd, line 13",
    ]


@pytest.mark.parametrize("shortcode", ["{{< var >}}", "{{< include >}}", "{{< video x y >}}"])
def test_a_shortcode_that_reports_do_not_use_is_refused(tmp_path, shortcode):
    _, problems = expanded(shortcode, tmp_path)
    assert len(problems) == 1
