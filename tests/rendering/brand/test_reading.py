from textwrap import dedent

import pytest

from evalcap.errors.brand import BrandError
from evalcap.rendering.brand import read_brand
from evalcap.rendering.brand.brand import FontCut
from evalcap.rendering.brand.colour import Colour


def told(folder, text):
    (folder / "_brand.yml").write_text(dedent(text), encoding="utf-8")
    return read_brand(folder)


def problems(folder, text):
    with pytest.raises(BrandError) as caught:
        told(folder, text)
    return caught.value.problems


def test_a_folder_without_a_brand_has_none(tmp_path):
    assert read_brand(tmp_path) is None


def test_a_brand_is_read_with_its_palette(folder):
    brand = read_brand(folder)
    assert brand.name == "Example Institute & Partners"
    assert brand.light.primary == Colour(0, 0x59, 0x4F)
    assert brand.logo.file == folder / "logos" / "logo.svg"
    assert (brand.base, brand.headings) == ("Noto Sans", "Georgia")


def test_a_short_name_stands_where_there_is_little_room(folder):
    brand = told(folder, "meta: {name: {full: An Institute, short: AI}}")
    assert (brand.name, brand.short) == ("An Institute", "AI")
    assert told(folder, "meta: {name: An Institute}").short == "An Institute"


def test_an_empty_brand_changes_nothing(folder):
    brand = told(folder, "")
    assert (brand.name, brand.logo, brand.has_colours) == ("", None, False)


def test_everything_that_is_wrong_is_told_at_once(folder):
    text = """
        meta: {name: {ful: X}, colour: red}
        logo: ../logo.svg
        color: {primry: red, primary: "#bbbbbb", foreground: blackish}
        typography: {base: A, fonts: [{family: A, source: google}]}
        extra: 1
    """
    said = "\n".join(problems(folder, text))
    assert "meta.name.ful: unknown key (did you mean 'full'?)" in said
    assert "meta.colour: unknown key" in said
    assert "color.primry: unknown key (did you mean 'primary'?)" in said
    assert "extra: unknown key" in said
    assert "color.primary: #bbbbbb cannot be read on the background #ffffff" in said
    assert "color.foreground: 'blackish' is neither a colour" in said
    assert "logo.medium: ../logo.svg does not lie in the folder of _brand.yml" in said
    assert "typography.fonts (A): reports are made without a network" in said
    assert len(said.splitlines()) == 8


def test_a_name_near_one_of_the_palette_is_suggested(folder):
    text = "color: {palette: {pine: '#00594f'}, primary: pin}"
    assert "(did you mean 'pine'?)" in problems(folder, text)[0]


def test_a_palette_may_name_its_own_colours_but_not_in_a_circle(folder):
    text = "color: {palette: {a: b, b: '#00594f'}, primary: a}"
    assert told(folder, text).light.primary == Colour(0, 0x59, 0x4F)
    said = problems(folder, "color: {palette: {a: b, b: a}, primary: a}")
    assert [p.split(":")[0] for p in said] == ["color.palette.a", "color.palette.b"]


def test_a_palette_holds_colours_whether_they_are_used_or_not(folder):
    said = problems(folder, "color: {palette: {pine: '#12', sky: blue}, primary: pine}")
    assert [p.split(":")[0] for p in said] == ["color.palette.pine"]


def test_colours_and_logos_may_differ_in_the_dark(folder):
    (folder / "night.svg").write_text("<svg/>", encoding="utf-8")
    brand = told(
        folder,
        """
        color: {primary: {light: "#00594f", dark: "#8dd3c7"}}
        logo:
          images: {plain: {path: logos/logo.svg, alt: A square}}
          small: night.svg
          medium: {light: plain, dark: {path: night.svg, alt: Nothing}}
        """,
    )
    assert brand.dark.primary == Colour(0x8D, 0xD3, 0xC7)
    assert (brand.logo.file.name, brand.logo.alt) == ("logo.svg", "A square")
    assert (brand.dark_logo.file.name, brand.dark_logo.alt) == ("night.svg", "Nothing")


@pytest.mark.parametrize("path", ["/etc/hostname", "../secret.svg", "https://example.org/a.svg"])
def test_a_logo_from_elsewhere_is_refused(folder, path):
    assert "does not lie in the folder" in problems(folder, f"logo: {path}")[0]


def test_a_link_that_leads_out_of_the_folder_is_refused(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "logo.svg"
    outside.write_text("<svg/>", encoding="utf-8")
    (folder / "link.svg").symlink_to(outside)
    assert "does not lie in the folder" in problems(folder, "logo: link.svg")[0]


def test_a_logo_that_is_missing_or_not_safe_is_named(folder):
    assert problems(folder, "logo: gone.png") == (
        "logo.medium: there is no file gone.png in the folder of _brand.yml",
    )
    (folder / "bad.svg").write_text("<svg><script/></svg>", encoding="utf-8")
    assert problems(folder, "logo: bad.svg")[0].startswith("logo.medium: bad.svg holds an element")


def test_fonts_come_from_files_beside_the_brand(folder):
    (folder / "a.ttf").write_bytes(b"a font")
    text = (
        "typography: {base: Open Sans, fonts: [{family: Open Sans, source: file, files: "
        "[{path: a.ttf, weight: 300..800, style: italic}]}]}"
    )
    brand = told(folder, text)
    assert brand.cuts == (FontCut("Open Sans", folder / "a.ttf", "300 800", "italic"),)
    assert not brand.needs_installed_fonts
    assert "there is no file b.ttf" in problems(folder, text.replace("a.ttf", "b.ttf"))[0]


def test_fonts_that_would_make_pages_heavy_are_refused(folder):
    (folder / "a.otf").write_bytes(b"x" * 500_001)
    text = "typography: {base: A, fonts: [{family: A, source: file, files: [a.otf]}]}"
    assert "larger than 500 kB" in problems(folder, text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "typography: {base: 'A\"; } body { x'}",
        "typography: {fonts: [{family: A, source: file, files: [{path: a, weight: '1;}'}]}]}",
        "color: {primary: 'red; } body { background: url(https://example.org)'}",
    ],
)
def test_nothing_can_be_smuggled_into_a_style_sheet(folder, text):
    assert problems(folder, text)


def test_keys_of_the_format_that_reports_do_not_use_are_allowed(folder):
    text = """
        meta: {link: {home: https://example.org}}
        color: {secondary: red, success: green, link: blue}
        typography:
          base: {family: A, line-height: 1.4, size: 11pt}
          monospace-inline: {color: red}
        defaults: {bootstrap: {}}
    """
    assert told(folder, text).base == "A"


def test_a_file_that_is_no_yaml_is_refused(folder):
    assert problems(folder, "meta: [")[0].startswith("it cannot be read as YAML")
