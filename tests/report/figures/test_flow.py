"""The flow of units, read back from the axes."""

import fake_evidence as fake


def test_every_box_holds_its_step_and_its_number(drawn, texts):
    shown = texts(drawn(fake.supported_work(), "1-flow"))
    assert "In the primary analysis, persons: 200" in shown
    assert [shown.count(name) for name in ("programme", "comparison")] == [2, 2]
    assert sum(text.startswith(("seen in 1975: ", "seen in 1978: ")) for text in shown) == 4
