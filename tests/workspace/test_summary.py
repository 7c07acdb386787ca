"""The site around the reports, made from what was published."""

from dataclasses import replace

import fake_studies


def quiet(_line):
    pass


def test_what_was_made_before_is_offered_only_while_it_is_as_it_was_made(workspace):
    offered = []

    def summarise(*arguments, earlier, **options):
        offered.append(earlier)
        fake_studies.summarise(*arguments, earlier=earlier, **options)

    watched = replace(workspace, steps=replace(workspace.steps, summarise=summarise))
    watched.build(log=quiet)
    watched.compact(log=quiet)
    (workspace.layout.index).write_text("tampered with", encoding="utf-8")
    watched.compact(log=quiet)
    assert offered == [None, workspace.layout.site, None]


def test_every_part_that_was_made_is_put_in_place(workspace):
    def summarise(entries, to, **options):
        fake_studies.summarise(entries, to, **options)
        (to / "portfolio").mkdir()
        (to / "portfolio" / "index.html").write_text("syntheses", encoding="utf-8")

    replace(workspace, steps=replace(workspace.steps, summarise=summarise)).build(log=quiet)
    page = workspace.layout.site / "portfolio" / "index.html"
    assert page.read_text(encoding="utf-8") == "syntheses"
