from evalcap.validation import Finding, Validation
from evalcap.validation.page import findings_page


def page(*findings):
    counts = {f.id: {"n_checked": f.n_checked, "n_unexpected": f.n_unexpected} for f in findings}
    return findings_page(Validation(findings), title="A <study>", counts=counts)


def finding(status, severity="warning", name="r"):
    return Finding(name, severity, status, "It holds.", "It matters.", ("x",), 8, 2)


def test_what_is_unmet_comes_before_what_is_met_and_critical_before_the_rest():
    text = page(finding("met"), finding("unmet", name="w"), finding("unmet", "critical", "c"))
    assert text.index("critical, c") < text.index("warning, w") < text.index("<h2>Met (1)")


def test_verdicts_are_told_by_sign_and_word_and_not_by_colour_alone():
    text = page(finding("unmet"))
    assert "<h2>Not met (1)</h2>" in text
    assert "✗ It holds. (2 of 8 rows)" in text


def test_the_page_needs_nothing_from_elsewhere():
    text = page(finding("unmet"))
    assert "A &lt;study&gt;" in text
    assert not any(word in text for word in ("<script", "src=", "href=", "url("))
