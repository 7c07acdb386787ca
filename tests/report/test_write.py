"""Whole reports, by the engine that is built in."""

import re
import zipfile
from datetime import date

import fake_evidence as fake
import pytest

from evalcap.errors import EvalcapError
from evalcap.errors.brand import BrandError
from evalcap.errors.render import RenderError
from evalcap.evidence.corrections import Correction
from evalcap.lessons import Lessons
from evalcap.report.write import write_report

HOSTILE = (
    "<svg/onload=alert(1)><script>alert(2)</script> {{< include /etc/passwd >}} "
    "{{< var study.title >}} << title >> <% raw %> #set page(fill: red) `=1+1`{=typst} "
    "a | b \n\n# Heading\n\n::: {.callout-note}\n=cmd|' /C calc'!A0 $\\input{x}$ @fig-1 ../../x"
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Render the three studies once."""
    made = {}
    for study in (fake.job_training, fake.supported_work, fake.demonstration):
        folder = tmp_path_factory.mktemp(study.__name__)
        made[study.__name__] = write_report(
            study(), fake.some_lessons(), to=folder, engine="pandoc"
        )
    return made


def html(rendering):
    return rendering.files["html"].read_text(encoding="utf-8")


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("study", ["job_training", "supported_work", "demonstration"])
def test_a_report_comes_as_page_pdf_and_word_without_a_complaint(reports, study):
    rendering = reports[study]
    names = {"index.html", "report.pdf", "report.docx", "brief.pdf", "tables.xlsx"}
    assert {f.name for f in rendering.files.values()} == names
    assert rendering.messages == ()


@pytest.mark.parametrize("study", ["job_training", "supported_work", "demonstration"])
def test_the_page_asks_for_nothing_from_elsewhere(reports, study):
    page = html(reports[study])
    beside = ("report.pdf", "report.docx", "brief.pdf", "tables.xlsx")
    linked = re.findall(r"""(?:src|href)=["'](?!data:|#)([^"']*)""", page)
    assert tuple(linked) == beside
    assert len(page) < 1_500_000


def test_every_image_of_the_page_has_words_with_its_numbers(reports):
    page = html(reports["supported_work"])
    words = re.findall(r'<img[^>]*alt="([^"]+)"', page)
    assert len(words) == page.count("<img")
    assert any("Doubly robust: 1,866 US dollars higher" in w for w in words)


def test_the_demonstration_says_so_before_the_first_heading(reports):
    page = html(reports["demonstration"])
    start = plain(page[page.index("<body") : page.index("At a glance</h1>")])
    assert "simulated demonstration data" in start
    assert "not graded, as the data are simulated" in plain(page)
    assert "the truth lies inside its interval" in plain(page)


def test_the_randomised_comparison_stands_beside_the_others(reports):
    text = plain(html(reports["supported_work"]))
    assert "Experimental (randomised comparison)" in text
    assert "Not the published 1,794." in text


def test_hostile_text_comes_out_as_text(tmp_path):
    evidence = fake.one_outcome(
        outcome={"label": HOSTILE, "unit": HOSTILE},
        subject=fake.subject(title=HOSTILE, commissioner=HOSTILE, summary=HOSTILE),
        sources=(fake.source(name=HOSTILE, licence=HOSTILE, citation=HOSTILE),),
        deviations=(HOSTILE,),
    )
    lessons = fake.some_lessons(title=HOSTILE, context=HOSTILE, therefore=HOSTILE)
    rendering = write_report(evidence, lessons, to=tmp_path, engine="pandoc")
    page = html(rendering)
    assert "<script>alert" not in page
    assert "<svg/onload" not in page
    for shown in ("<script>alert(2)</script>", "{{< include /etc/passwd >}}", "<< title >>"):
        escaped = shown.replace("<", "&lt;").replace(">", "&gt;")
        assert page.count(escaped) >= 8
    with zipfile.ZipFile(rendering.files["docx"]) as word:
        body = word.read("word/document.xml").decode()
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in body
    assert "root:" not in body + page
    assert "=1+1" in body
    assert "#set page(fill: red)" in body
    with zipfile.ZipFile(rendering.files["xlsx"]) as tables:
        assert not any(b"<f>" in tables.read(name) for name in tables.namelist())


def test_narrative_prints_values_and_a_wrong_name_stops_the_report(tmp_path):
    narrative = tmp_path / "narrative"
    narrative.mkdir()
    told = narrative / "context.md"
    told.write_text("Found: {{< var score.main.sentence >}}", encoding="utf-8")
    options = {"narrative": narrative, "formats": ["html"], "engine": "pandoc"}
    rendering = write_report(fake.one_outcome(), Lessons(), to=tmp_path / "a", **options)
    assert "Found: Test score came out higher" in plain(html(rendering))
    told.write_text("{{< var score.mian.sentence >}}", encoding="utf-8")
    with pytest.raises(RenderError, match=r"score\.mian\.sentence"):
        write_report(fake.one_outcome(), Lessons(), to=tmp_path / "b", **options)
    assert not (tmp_path / "b" / "index.html").exists()


def test_word_pages_say_at_their_head_what_kind_of_report_they_are_from(tmp_path):
    rendering = write_report(
        fake.demonstration(), Lessons(), to=tmp_path, formats=["docx"], engine="pandoc"
    )
    with zipfile.ZipFile(rendering.files["docx"]) as word:
        about = word.read("docProps/core.xml").decode()
    assert "<dc:subject>Made from simulated demonstration data</dc:subject>" in about


def test_a_failure_leaves_the_report_before_in_its_place(tmp_path):
    write_report(fake.one_outcome(), Lessons(), to=tmp_path, formats=["html"], engine="pandoc")
    before = (tmp_path / "index.html").read_bytes()
    broken = tmp_path / "reports"
    broken.mkdir()
    (broken / "evaluation.qmd").write_text("<< nothing >>", encoding="utf-8")
    with pytest.raises(EvalcapError):
        write_report(fake.one_outcome(), Lessons(), to=tmp_path, template=broken, engine="pandoc")
    assert (tmp_path / "index.html").read_bytes() == before


def test_twenty_outcomes_with_long_arabic_and_accented_labels_fit(tmp_path):
    outcomes = tuple(
        fake.one_outcome(outcome={"name": f"o{i}", "label": f"{name} {i}"}).outcomes[0]
        for i, name in enumerate(["Évaluation très longue " * 4, "تقييم التدريب", "Обучение"] * 7)
    )[:20]
    estimates = tuple(fake.estimate(o.name, "main", 1.0, -1.0, 3.0, primary=True) for o in outcomes)
    evidence = fake.one_outcome().model_copy(
        update={"outcomes": outcomes, "estimates": estimates, "grades": (), "analyses": ()}
    )
    rendering = write_report(
        evidence, Lessons(), to=tmp_path, formats=["html", "docx"], engine="pandoc"
    )
    assert html(rendering).count("<img") == 20


@pytest.mark.parametrize("kind", ["withdrawn", "corrected"])
def test_a_report_says_first_what_became_of_it_and_why(tmp_path, kind):
    corrections = (Correction(kind=kind, day=date(2026, 3, 4), reason="A <b>source</b> =1+1."),)
    evidence = fake.one_outcome().model_copy(update={"corrections": corrections})
    options = {"formats": ["html", "xlsx"], "engine": "pandoc"}
    made = write_report(evidence, Lessons(), to=tmp_path, **options)
    page = html(made)
    start = plain(page[page.index("<body") : page.index("At a glance</h1>")])
    said = f"{kind.capitalize()} on 4 March 2026: A &lt;b&gt;source&lt;/b&gt; =1+1."
    assert f"This report was {kind}" in start
    assert said in start


@pytest.mark.parametrize("study", ["job_training", "supported_work", "demonstration"])
def test_findings_and_what_to_do_come_before_facts_on_the_evaluation(reports, study):
    page = html(reports[study])
    opening, glance = page.split('id="sec-glance"', 1)
    glance = glance.split('id="sec-about"', 1)[0]
    assert 'class="lead"' in glance
    assert "Strength of evidence" in glance
    assert "<strong>Recommended:</strong>" in glance
    told = plain(opening.split("</nav>", 1)[1])
    assert len(told.split()) < 90, "no more than a notice, a line and the languages come before"


def test_figures_in_word_are_as_wide_as_they_are_drawn_for(reports):
    with zipfile.ZipFile(reports["job_training"].files["docx"]) as archive:
        body = archive.read("word/document.xml").decode()
    widths = {int(width) / 36_000 for width in re.findall(r'<wp:extent cx="(\d+)"', body)}
    assert [round(width, 3) for width in widths] == [95.0], "millimetres"


def test_a_brand_that_cannot_be_used_is_told_before_anything_is_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr("evalcap.report.write.make_folder", None)
    (tmp_path / "_brand.yml").write_text("logo: gone.png", encoding="utf-8")
    with pytest.raises(BrandError, match=r"no file gone\.png"):
        write_report(fake.one_outcome(), Lessons(), to=tmp_path / "out", template=tmp_path)


def test_a_folder_of_nothing_but_a_brand_dresses_every_document(tmp_path):
    told = "{meta: {name: A & B}, color: {primary: '#00594f'}}"
    (tmp_path / "_brand.yml").write_text(told, encoding="utf-8")
    formats = ("html", "docx", "brief")
    made = write_report(
        fake.one_outcome(),
        Lessons(),
        to=tmp_path / "out",
        template=tmp_path,
        formats=formats,
        engine="pandoc",
    )
    assert '<div class="brand"><span>A &amp; B</span></div>' in html(made)
    with zipfile.ZipFile(made.files["docx"]) as archive:
        assert b"<dc:creator>A &amp; B</dc:creator>" in archive.read("docProps/core.xml")
    assert b"A &amp; B" in made.files["brief"].read_bytes()
