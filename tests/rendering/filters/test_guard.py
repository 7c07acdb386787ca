import pytest


@pytest.fixture
def picture(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "an event.svg").write_text("<svg/>")
    return "figures/an%20event.svg"


def test_a_picture_in_the_folder_is_good(filtered, picture):
    assert filtered(f"![A caption]({picture})", "guard.lua")[1] == []


def test_its_alternative_text_is_what_fig_alt_says(filtered, picture):
    text, _ = filtered(f'![A caption]({picture}){{fig-alt="What it shows"}}', "guard.lua")
    assert 'alt="What it shows"' in text
    assert "<figcaption>A caption</figcaption>" in text
    assert "fig-alt" not in text


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/x.png",
        "//example.org/x.png",
        "/etc/passwd",
        "../secret.png",
        "figures/../../secret.png",
        "file:///etc/passwd",
        "data:image/png;base64,AA==",
        "C:/secret.png",
    ],
)
def test_a_picture_from_elsewhere_is_a_problem(filtered, source):
    assert "must be a file inside" in filtered(f"![x]({source})", "guard.lua")[1][0]


def test_a_missing_picture_is_a_problem(filtered):
    assert filtered("![x](figures/none.svg)", "guard.lua")[1] == [
        "there is no image figures/none.svg"
    ]


@pytest.mark.parametrize(
    "target", ["https://example.org", "mailto:a@example.org", "#section", "annex.pdf", "tel:112"]
)
def test_ordinary_links_are_good(filtered, target):
    assert filtered(f"[x]({target})", "guard.lua")[1] == []


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///x"],
)
def test_a_link_that_could_run_code_is_a_problem(filtered, target):
    assert "not a web or mail address" in filtered(f"[x]({target})", "guard.lua")[1][0]
