import pytest

from evalcap.workspace.fingerprint import Fingerprint, Surroundings, surroundings_of


def surroundings(**changes):
    plain = {
        "templates": {"report.qmd": "a"},
        "expectations": {"common.yaml": "b"},
        "source": {"lessons.py": "c"},
        "versions": {"numpy": "2.4.0"},
    }
    return Surroundings(**(plain | changes))


def fingerprint(inputs=None, **changes):
    return Fingerprint(inputs=inputs or {"study.toml": "1"}, surroundings=surroundings(**changes))


def test_nothing_changed_says_nothing():
    assert fingerprint().changes_since(fingerprint()) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"inputs": {"study.toml": "2"}}, "study.toml changed"),
        ({"inputs": {"study.toml": "1", "prepare.py": "9"}}, "prepare.py changed"),
        ({"templates": {"report.qmd": "z"}}, "the templates changed (report.qmd)"),
        ({"expectations": {}}, "the expectations changed (common.yaml)"),
        ({"source": {"lessons.py": "z"}}, "evalcap itself changed (lessons.py)"),
        ({"versions": {"numpy": "2.4.1"}}, "numpy 2.4.0 became 2.4.1"),
        ({"versions": {}}, "numpy 2.4.0 became not known"),
        ({"engine": "quarto"}, "the engine asked for was auto and is quarto"),
    ],
)
def test_each_change_is_named(changes, sentence):
    assert fingerprint(**changes).changes_since(fingerprint()) == (sentence,)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"templates": {}}, True),
        ({"engine": "quarto"}, True),
        ({"inputs": {"study.toml": "1", "narrative/context.md": "9"}}, True),
        ({"inputs": {"study.toml": "1", "lessons.toml": "9"}}, True),
        ({"inputs": {"study.toml": "1", "translations/fr.toml": "9"}}, True),
        ({"inputs": {"study.toml": "2"}}, False),
        ({"inputs": {"study.toml": "1", "accepted/sources.json": "9"}}, False),
        ({"expectations": {}}, False),
        ({"source": {}}, False),
        ({"versions": {}}, False),
        ({"settings": {"evalcap.toml": "1"}}, False),
    ],
)
def test_evidence_is_the_same_where_only_what_tells_it_has_changed(changes, same):
    assert fingerprint(**changes).same_evidence_as(fingerprint()) is same


def test_accepted_data_are_new_data():
    before = fingerprint({"accepted/sources.json": "1"})
    assert fingerprint({"accepted/sources.json": "2"}).has_new_data_since(before)
    assert not fingerprint({"accepted/sources.json": "1", "study.toml": "5"}).has_new_data_since(
        before
    )


def test_the_surroundings_are_the_files_of_the_workspace_and_those_that_ship(layout):
    (layout.root / "reports").mkdir()
    (layout.root / "reports" / "own.qmd").write_text("own")
    found = surroundings_of(layout, "auto")
    assert "own.qmd" in found.templates
    assert any(name.startswith("shipped ") for name in found.templates)
    assert "shipped common.yaml" in found.expectations
    assert "workspace/fingerprint.py" in found.source
    assert not any("__pycache__" in name for name in found.source)
    assert {"numpy", "python", "great-expectations", "pandoc"} <= found.versions.keys()


def test_settings_that_change_are_named(layout):
    before = surroundings_of(layout, "auto")
    (layout.root / "evalcap.toml").write_text('languages = ["fr"]')
    changed = surroundings_of(layout, "auto").changes_since(before)
    assert changed == ("the settings changed (evalcap.toml)",)
