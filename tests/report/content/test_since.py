"""What changed since the cycle before."""

from datetime import date

import fake_evidence as fake

from evalcap.lessons import Lessons, Recommendation, Response
from evalcap.portfolio import Entry
from evalcap.report.content.since import since_view
from evalcap.words import catalogue

WORDS = catalogue()


def viewed(now, earlier, lessons=None):
    return since_view(now, Entry(earlier, lessons or Lessons()), WORDS)


def plain(markdown):
    """Read a table's lines without the marks that keep its text from being Markdown."""
    return markdown.text.replace("\\", "").splitlines()


def test_a_first_cycle_has_nothing_to_be_set_beside():
    assert since_view(fake.one_outcome(), None, WORDS) is None


def test_estimates_of_both_cycles_stand_side_by_side():
    view = viewed(fake.one_outcome(3.2, 1.2, 5.2), fake.one_outcome(1.5, 0.5, 2.5))
    (row,) = [line for line in plain(view.estimates) if "Test score" in line]
    before, now = row.split("|")[2:4]
    assert "1.5" in before
    assert "3.2" in now
    assert "Training at three border posts" in view.opening


def test_no_count_of_people_stands_beside_another():
    view = viewed(fake.one_outcome(), fake.one_outcome())
    shown = view.estimates.text + view.advice.text + "".join(view.apart)
    assert "200" not in shown  # the number of units in both


def test_outcomes_of_one_cycle_only_are_named():
    other = fake.one_outcome(outcome={"name": "rank", "label": "Rank"})
    renamed = other.model_copy(
        update={"estimates": (fake.estimate("rank", "main", 1, 0, 2, primary=True),)}
    )
    view = viewed(fake.one_outcome(), renamed)
    assert view.estimates.text == ""
    assert view.apart == (
        "Test score: not an outcome of the cycle before.",
        "Rank: an outcome of the cycle before only.",
    )


def test_a_unit_that_changed_forbids_the_comparison():
    view = viewed(fake.one_outcome(), fake.one_outcome(outcome={"unit": "marks"}))
    assert view.estimates.text == ""
    assert "measured in marks before and in points now" in view.apart[0]


def test_recommendations_of_the_cycle_before_say_whether_they_were_acted_on():
    def advice(name, **answer):
        return Recommendation(
            id=name, text=f"Do {name}.", lessons=("start-early",), response=Response(**answer)
        )

    lessons = Lessons(
        lessons=(fake.lesson(),),
        recommendations=(
            advice("a", response="accepted", status="done", status_date=date(2025, 3, 1)),
            advice("b", response="rejected", reason="no money"),
            advice("c"),
        ),
    )
    advised = viewed(fake.one_outcome(), fake.one_outcome(), lessons).advice
    rows = {line.split("|")[1].strip(): line for line in plain(advised) if "Do " in line}
    assert "Done (1 March 2025)" in rows["Do a."]
    assert rows["Do b."].rstrip(" |").endswith("No")
    assert "None yet" in rows["Do c."]


def test_what_follows_from_a_restricted_lesson_alone_stays_out():
    advised = viewed(fake.one_outcome(), fake.one_outcome(), fake.some_lessons()).advice
    text = "".join(plain(advised))
    assert "Move courses to winter" in text
    assert "Close the gap at that post" not in text
