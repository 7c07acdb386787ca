import pytest

from evalcap.validation import Finding, Validation


def _finding(severity="critical", status="unmet", **more):
    return Finding(
        id="age-plausible",
        severity=severity,
        status=status,
        what="Age is between 0 and 110 years.",
        why="Other ages are slips.",
        columns=("age",),
        **more,
    )


@pytest.mark.parametrize(
    ("severity", "status", "passed"),
    [
        ("critical", "unmet", False),
        ("critical", "error", False),
        ("critical", "not_applicable", True),
        ("critical", "met", True),
        ("warning", "unmet", True),
        ("warning", "error", True),
        ("info", "unmet", True),
    ],
)
def test_only_a_critical_rule_that_is_unmet_or_failed_stops_a_study(severity, status, passed):
    validation = Validation((_finding("info", "met"), _finding(severity, status)))
    assert validation.passed is passed
    assert len(validation.critical) == (0 if passed else 1)


def test_keys_are_in_no_published_form():
    finding = _finding(keys=(("Amina", 3),), n_checked=12, n_unexpected=1)
    validation = Validation((finding,))
    published = [
        repr(finding),
        str(finding),
        repr(validation),
        str(validation),
        repr(finding.published()),
        validation.to_frame().to_csv(),
    ]
    assert not any("Amina" in text for text in published)
    assert finding.keys == (("Amina", 3),)


def test_the_sentence_carries_no_number_and_the_line_for_the_user_does():
    finding = _finding(n_checked=120, n_unexpected=3)
    assert "3" not in finding.what
    assert "not met in 3 rows of 120" in str(finding)


def test_a_frame_has_one_row_a_finding_and_columns_even_without_any():
    assert len(Validation((_finding(), _finding())).to_frame()) == 2
    assert "n_unexpected" in Validation(()).to_frame()


def test_a_validation_reads_as_a_sentence():
    validation = Validation((_finding("info", "met"), _finding(), _finding("info", "met")))
    assert str(validation) == "3 rules (2 met, 1 unmet): stopped by a critical rule"
