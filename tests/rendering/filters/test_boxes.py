import subprocess

import pytest

from evalcap.rendering.packages import pandoc_command
from evalcap.rendering.pandoc_defaults import FILTERS

NOTE = "::: {.callout-note}\n## A *title*\n\nBody.\n\n- item\n:::\n"


def test_a_callout_has_its_heading_as_title_and_a_role(filtered):
    html, _ = filtered(NOTE, "boxes.lua")
    assert '<div class="callout callout-note" role="note">' in html
    assert '<div class="callout-title">\n<p>A <em>title</em></p>\n</div>' in html
    assert "<h2" not in html


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_every_kind_without_a_title_is_called_by_its_kind(filtered, kind):
    html, _ = filtered(f"::: {{.callout-{kind}}}\nBody.\n:::\n", "boxes.lua")
    assert f"<p>{kind.capitalize()}</p>" in html


def test_a_title_may_be_an_attribute(filtered):
    html, _ = filtered('::: {.callout-tip title="Try this"}\nBody.\n:::\n', "boxes.lua")
    assert "<p>Try this</p>" in html


def test_in_typst_a_callout_is_our_own_function_and_needs_no_package(filtered):
    typst, _ = filtered(NOTE, "boxes.lua", to="typst")
    assert '#callout-box(kind: "note", title: [' in typst
    assert "import" not in typst


def test_other_divisions_are_left_alone(filtered):
    html, _ = filtered("::: {.panel}\nx\n\n## H\n:::\n", "boxes.lua")
    assert '<div class="panel">' in html
    assert "<h2" in html


def test_a_lead_and_a_page_break_are_known_to_typst(filtered):
    typst, _ = filtered("::: {.lead}\nL\n:::\n\n::: {.page-break}\n:::\n", "boxes.lua", to="typst")
    assert "#lead-text[" in typst
    assert "#pagebreak(weak: true)" in typst


AS_QUARTO = """
quarto = {{}}
local filters = dofile([[{filter}]])
local handle = filters[2].Callout
local function node(title, content)
  return {{ type = "warning", title = title, content = content, attr = pandoc.Attr("") }}
end
return {{ {{ Pandoc = function(doc)
  local body = pandoc.Para("Body.")
  local blocks = pandoc.Blocks({{}})
  blocks:extend(handle(node(pandoc.Plain("As a block"), body)))
  blocks:extend(handle(node(pandoc.Inlines("As inlines"), pandoc.Blocks({{ body, body }}))))
  blocks:extend(handle(node("As text", nil)))
  blocks:extend(handle(node(nil, body)))
  return pandoc.Pandoc(blocks)
end }} }}
"""


@pytest.mark.parametrize("to", ["html", "typst", "markdown"])
def test_quarto_s_own_nodes_are_dressed_alike_in_whatever_shape_they_come(tmp_path, to):
    script = tmp_path / "as_quarto.lua"
    script.write_text(AS_QUARTO.format(filter=FILTERS / "boxes.lua"))
    ran = subprocess.run(
        [pandoc_command(), "-t", to, f"--lua-filter={script}"],
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    for title in ("As a block", "As inlines", "As text", "Warning"):
        assert title in ran.stdout
    assert ran.stdout.count("Body.") == 4


def under_quarto(tmp_path, markdown, to):
    """Run Markdown through the filter as a Quarto runs it, and give what is written."""
    script = tmp_path / "under_quarto.lua"
    script.write_text(f"quarto = {{}}\nreturn dofile([[{FILTERS / 'boxes.lua'}]])")
    command = [pandoc_command(), "-t", to, "--wrap=none", f"--lua-filter={script}"]
    ran = subprocess.run(command, input=markdown, capture_output=True, text=True, check=True)
    return ran.stdout


def test_a_semicolon_after_a_reference_does_not_end_quarto_s_call(tmp_path):
    text = "See @sec-a; and [@sec-b]; but (c); d"
    assert under_quarto(tmp_path, text, "typst").count("\u2060;") == 2
    assert "\u2060" not in under_quarto(tmp_path, text, "html")


@pytest.mark.parametrize(("to", "words"), [("docx", "What it shows"), ("html", "C")])
def test_only_word_is_given_the_description_for_a_caption(tmp_path, to, words):
    picture = 'Text ![C](x.png){fig-alt="What it shows"}.'
    script = tmp_path / "seen.lua"
    script.write_text(
        f"FORMAT, quarto = '{to}', {{}}\n"
        f"local image = pandoc.read([[{picture}]]).blocks[1]\n"
        f"image = image:walk(dofile([[{FILTERS / 'boxes.lua'}]])[2])\n"
        "image:walk({ Image = function(i) print(pandoc.utils.stringify(i.caption)) end })\n"
    )
    ran = subprocess.run(
        [pandoc_command(), "lua", script], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == words


FOLD = "::: {.fold}\n#### Numbers\n\nBody.\n:::\n"


def test_a_fold_of_the_page_opens_without_a_script(filtered):
    html, _ = filtered(FOLD, "boxes.lua")
    assert '<details class="fold"><summary>\nNumbers\n</summary>' in html
    assert html.rstrip().endswith("</details>")


def test_where_nothing_can_open_a_fold_stands_open(filtered):
    typst, _ = filtered(FOLD, "boxes.lua", to="typst")
    assert "#strong[Numbers]" in typst
    assert "Body." in typst
