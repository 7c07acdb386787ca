"""A workspace of simulated evaluations, beside real ones."""

from evalcap.workspace import Workspace
from evalcap.workspace.demonstration import write_demonstration


def test_simulated_studies_stand_beside_copies_of_the_real_ones(tmp_path):
    real = tmp_path / "real"
    (real / "studies" / "a" / "__pycache__").mkdir(parents=True)
    (real / "studies" / "a" / "study.toml").write_text("title = 'A'\n", encoding="utf-8")
    (real / "studies" / "a" / "__pycache__" / "x.pyc").write_bytes(b"x")
    made = write_demonstration(tmp_path / "demo", beside=real, programmes=1, cycles=2)
    names = Workspace.find(tmp_path / "demo").studies()
    assert set(names) == {"a", *(folder.name for folder in made)}
    assert len(made) == 6
    assert not (tmp_path / "demo" / "studies" / "a" / "__pycache__").exists()
    assert (real / "studies" / "a" / "study.toml").is_file()
