"""Figures are drawn anew only where what they show has changed."""

from matplotlib.figure import Figure

from evalcap.site.figures import Studio


def studio(tmp_path, name, earlier=None):
    (tmp_path / name).mkdir()
    return Studio(tmp_path / name, earlier)


def test_what_shows_the_same_is_taken_from_the_last_build(tmp_path):
    drawn = []

    def draw():
        drawn.append(1)
        return Figure()

    studio(tmp_path, "first").draw("a.svg", (1, 2), draw)
    again = studio(tmp_path, "second", tmp_path / "first")
    again.draw("a.svg", (1, 2), draw)
    assert len(drawn) == 1
    assert (tmp_path / "second/a.svg").read_bytes() == (tmp_path / "first/a.svg").read_bytes()
    again.draw("a.svg", (1, 3), draw)
    assert len(drawn) == 2
