"""The flow of units, read back from the axes."""

import fake_evidence as fake


def test_every_box_holds_its_step_and_its_number(drawn, texts):
    shown = texts(drawn(fake.supported_work(), "1-flow"))
    assert "In the primary analysis, persons: 200" in shown
    assert any(text.startswith("programme\nseen in 1975: ") for text in shown)
    assert any(text.startswith("comparison\nseen in 1978: ") for text in shown)
