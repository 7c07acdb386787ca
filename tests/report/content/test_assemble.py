"""The names that templates may use."""

import re

import fake_evidence as fake

from evalcap.report.content.assemble import report_content
from evalcap.words import catalogue

WORDS = catalogue()


def test_every_name_that_the_shipped_template_uses_is_there(template):
    content = report_content(fake.demonstration(), fake.some_lessons(), (), (), WORDS)
    text = " ".join(f.read_text(encoding="utf-8") for f in template.rglob("*.qmd"))
    used = set(re.findall(r"<< ([a-z_]+)(?: \\||\.| >>)", text)) | set(
        re.findall(r"<% (?:if|for [a-z, ]+ in) ([a-z_]+)\b", text)
    )
    own = {"outcome", "view", "lesson", "recommendation", "method", "not", "loop"}
    own |= {"most"}  # what a brief may tell
    loops = re.findall(r"<% for ([a-z, ]+) in", text)
    named = {name for loop in loops for name in loop.split(", ")}
    assert used - named - own <= set(content)
    assert len(used & set(content)) > 15


def test_a_template_gets_no_evidence_only_what_was_made_of_it():
    content = report_content(fake.one_outcome(), fake.some_lessons(), (), (), WORDS)
    assert not {"evidence", "study", "lessons_file"} & set(content)
    assert {type(value).__module__.partition(".")[0] for value in content.values()} <= {
        "builtins",
        "evalcap",
    }
