def test_in_a_pdf_a_formula_has_the_words_of_its_source(filtered):
    typst, _ = filtered("Inline $\\alpha$ here.", "described.lua", to="typst")
    assert '#[#set math.equation(..spoken("\\\\alpha"));$' in typst


def test_in_a_pdf_a_picture_has_its_alternative_text(filtered, tmp_path):
    (tmp_path / "a.svg").write_text("<svg/>")
    text = '![Caption](a.svg){fig-alt="What it \\"shows\\""}'
    typst, _ = filtered(text, "guard.lua", "described.lua", to="typst")
    assert '#set image(alt: "What it \\"shows\\"");' in typst


def test_a_numbered_equation_carries_its_label(filtered):
    typst, _ = filtered("$$ x $$ {#eq-a}", "crossrefs.lua", "described.lua", to="typst")
    assert '#set math.equation(numbering: "(1)"' in typst
    assert "$ x $ <eq-a>]" in typst


def test_other_formats_are_left_as_they_are(filtered):
    assert "spoken" not in filtered("$x$", "described.lua")[0]
