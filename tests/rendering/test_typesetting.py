import pytest
import typst

from evalcap.rendering import typesetting
from evalcap.rendering.typesetting import main, needs_system_fonts, typeset

TEXT = "#set document(title: [T], date: datetime(year: 2026, month: 1, day: 31))\n= Heading\nText\n"


def typeset_text(text, folder):
    (folder / "a.typ").write_text(text)
    typeset(folder / "a.typ", folder / "a.pdf", "2026-01-31")
    return (folder / "a.pdf").read_bytes()


def test_a_pdf_is_tagged_for_screen_readers_and_archivable(tmp_path):
    pdf = typeset_text(TEXT, tmp_path)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid:part>1<" in pdf
    assert b"pdfaid:conformance>A<" in pdf


def test_a_document_that_meets_no_standard_is_typeset_all_the_same(tmp_path):
    (tmp_path / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    pdf = typeset_text(TEXT + '#image("x.svg")', tmp_path)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid:part>1<" not in pdf


def test_a_typst_that_knows_no_standards_is_good_enough(tmp_path, monkeypatch):
    compiled = {}

    def old_compile(source, output=None, sys_inputs=None):
        compiled.update(source=source, output=output, sys_inputs=sys_inputs)

    monkeypatch.setattr(typst, "compile", old_compile)
    (tmp_path / "a.typ").write_text(TEXT)
    typeset(tmp_path / "a.typ", tmp_path / "a.pdf", "2026-01-31")
    assert compiled["output"] == str(tmp_path / "a.pdf")
    assert compiled["sys_inputs"] == {"made": "2026-01-31"}


def test_a_mistake_is_complained_of_and_not_hidden_behind_a_standard(tmp_path, capsys):
    (tmp_path / "a.typ").write_text("#unknown()")
    asked = [str(tmp_path / "a.typ"), str(tmp_path / "a.pdf"), "2026-01-31", "fonts", "no"]
    code = main(asked)
    assert code == 1
    assert "unknown variable" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()


def test_nothing_outside_the_folder_is_read(tmp_path, capsys):
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.txt").write_text("s")
    (inner / "a.typ").write_text('#read("../secret.txt")')
    asked = [str(inner / "a.typ"), str(inner / "a.pdf"), "2026-01-31", "fonts", "no"]
    assert main(asked) == 1
    assert capsys.readouterr().err
    assert not (inner / "a.pdf").exists()


@pytest.mark.parametrize("text", ["plain", "éàñ “x” ≥ Δ Жук"])
def test_the_fonts_of_typst_cover_european_letters(text):
    assert not needs_system_fonts(text)


@pytest.mark.parametrize("text", ["عودة", "中文", "हिन्दी"])
def test_other_scripts_need_the_machine_s_fonts(text):
    assert needs_system_fonts(text)


def test_it_imports_nothing_of_evalcap():
    assert "evalcap" not in {name.split(".")[0] for name in vars(typesetting)}
