import pandas as pd

from evalcap.dataset.standard import Change, ChangeLog, StandardDataset, Structure

LOG = ChangeLog((Change("trim", "post", 3, "spaces"), Change("recode", "sex", 4, "1 became 2")))


def test_only_filled_roles_have_columns():
    assert Structure(None, "month", cluster="region").columns() == {
        "time": "month",
        "cluster": "region",
    }


def test_a_log_adds_up_its_cells():
    assert (LOG.n_cells, len(LOG), [change.column for change in LOG]) == (7, 2, ["post", "sex"])


def test_a_log_is_a_tidy_frame_even_when_empty():
    assert LOG.to_frame()["n_cells"].tolist() == [3, 4]
    assert ChangeLog().to_frame().columns.tolist() == ["rule", "column", "n_cells", "detail"]


def test_a_log_reads_as_a_sentence():
    assert str(LOG) == "2 changes to 2 columns: 7 cells"


def test_a_dataset_shows_no_row():
    data = StandardDataset(pd.DataFrame({"name": ["Amina"]}), LOG, "training")
    assert "Amina" not in repr(data)
    assert str(data).startswith("training: 1 row and 1 column")
