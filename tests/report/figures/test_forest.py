"""All analyses, read back from the axes."""

import fake_evidence as fake


def test_every_analysis_is_labelled_with_its_numbers(drawn, texts):
    shown = texts(drawn(fake.supported_work(), "1-analyses"))
    assert "Inverse probability weighting" in shown
    assert "+1,866 (+602 to +3,130)" in shown


def test_a_randomised_comparison_has_a_mark_of_its_own(drawn):
    axes = drawn(fake.supported_work(), "1-analyses").axes[0]
    assert [line.get_marker() for line in axes.lines].count("D") == 1


def test_the_truth_is_a_labelled_line(drawn, texts):
    figure = drawn(fake.demonstration(), "1-analyses")
    assert "true effect" in texts(figure)
    assert 3.59 in [line.get_xdata()[0] for line in figure.axes[0].lines]


def test_a_long_name_leaves_room_for_its_numbers(drawn, texts):
    evidence = fake.one_outcome()
    estimate = evidence.estimates[0].model_copy(update={"analysis": "n" * 90})
    shown = texts(drawn(evidence.model_copy(update={"estimates": (estimate,)}), "1-analyses"))
    assert "+3.2 (+1.2 to +5.2)" in shown
    lines = [line for text in shown for line in text.splitlines()]
    assert max(map(len, lines)) < 54
