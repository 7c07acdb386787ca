import json

import pytest

from evalcap.workspace import staging as stage
from evalcap.workspace.staging import publish, staging, sweep


@pytest.fixture
def places(layout):
    return {"evidence": layout.evidence("north"), "report": layout.report("north")}


def fill(folder, places, text):
    for part in places:
        (folder / part).mkdir()
        (folder / part / "file").write_text(text)


def texts(places):
    return [(place / "file").read_text() for place in places.values()]


@pytest.fixture
def published(layout, places):
    """An earlier output in its place."""
    with staging(layout, "north") as staged:
        fill(staged, places, "old")
        publish(layout, staged, places)
    return places


def test_all_parts_take_the_place_of_the_old_ones(layout, published):
    with staging(layout, "north") as staged:
        fill(staged, published, "new")
        publish(layout, staged, published)
    assert texts(published) == ["new", "new"]
    assert not list(layout.making.iterdir())


def test_what_is_left_unfinished_is_removed_at_once(layout, published):
    def stop_half_way():
        with staging(layout, "north") as staged:
            fill(staged, published, "new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop_half_way()
    assert texts(published) == ["old", "old"]
    assert not list(layout.making.iterdir())


def test_a_part_that_cannot_be_moved_leaves_all_as_it_was(layout, published, monkeypatch):
    real = type(layout.root).rename

    def refuse_the_report(path, target):
        if path.name == "report" and "old" not in target.name:
            raise PermissionError(13, "Permission denied")
        return real(path, target)

    with staging(layout, "north") as staged:
        fill(staged, published, "new")
        monkeypatch.setattr(type(layout.root), "rename", refuse_the_report)
        with pytest.raises(PermissionError):
            publish(layout, staged, published)
    monkeypatch.undo()
    assert texts(published) == ["old", "old"]
    assert not list(layout.making.iterdir())


def test_a_first_output_that_cannot_be_moved_leaves_nothing(layout, places, monkeypatch):
    real = type(layout.root).rename

    def refuse_the_report(path, target):
        if path.name == "report":
            raise PermissionError(13, "Permission denied")
        return real(path, target)

    with staging(layout, "north") as staged:
        fill(staged, places, "new")
        monkeypatch.setattr(type(layout.root), "rename", refuse_the_report)
        with pytest.raises(PermissionError):
            publish(layout, staged, places)
    monkeypatch.undo()
    assert not any(place.exists() for place in places.values())


@pytest.mark.parametrize("moves", range(4))
def test_a_build_killed_while_moving_is_finished_by_the_next(layout, published, monkeypatch, moves):
    """Two parts take four moves; the power fails after each number of them."""
    real, done = type(layout.root).rename, []

    class PowerFailure(BaseException):
        pass

    def fail_after(path, target):
        if len(done) == moves:
            raise PowerFailure
        done.append(path)
        return real(path, target)

    def build():
        with staging(layout, "north") as staged:
            fill(staged, published, "new")
            publish(layout, staged, published)

    monkeypatch.setattr(type(layout.root), "rename", fail_after)
    with pytest.raises(PowerFailure):
        build()
    monkeypatch.undo()
    assert sweep(layout) == ("north: put in place what a stopped build had finished",)
    assert texts(published) == ["new", "new"]
    assert not list(layout.making.iterdir())


def test_a_build_killed_while_making_leaves_nothing_but_the_old(layout, published):
    abandoned = layout.making / "north-abc"
    abandoned.mkdir()
    fill(abandoned, published, "half")
    assert sweep(layout) == ("north: removed what a stopped build had left unfinished",)
    assert texts(published) == ["old", "old"]
    assert not abandoned.exists()


def test_there_is_nothing_to_sweep_in_a_new_workspace(layout):
    assert sweep(layout) == ()


def test_the_list_of_places_holds_no_path_of_this_machine(layout, places, monkeypatch):
    seen = []
    monkeypatch.setattr(stage, "_complete", lambda staged, _: seen.append(staged))
    with staging(layout, "north") as staged:
        publish(layout, staged, places)
        written = json.loads((staged / "places.json").read_text())
    assert written == {"evidence": "evidence/north", "report": "site/north"}
