import struct

import pandas as pd
import pytest

from evalcap.sources import read_source

WIDTH, SECTIONS = {117: 33, 118: 129}, 14


def _with_languages(path, version):
    """Put characteristics, as `label language` writes them, into a file without any."""
    raw = path.read_bytes()
    width = WIDTH[version]

    def one(variable, name, text):
        body = variable.encode().ljust(width, b"\0") + name.encode().ljust(width, b"\0")
        body += text.encode("utf-8" if version == 118 else "cp1252") + b"\0"
        return b"<ch>" + struct.pack("<I", len(body)) + body + b"</ch>"

    block = b"".join(
        [
            one("_dta", "_lang_list", "en fr"),
            one("_dta", "_lang_c", "en"),
            one("sex", "_lang_v_fr", "Sexe de l'employé"),
            one("sex", "_lang_l_fr", "sexe"),
            one("other", "note1", "nothing of languages"),
        ]
    )
    opening = b"<characteristics>"
    at = raw.index(opening) + len(opening)
    mapped = raw.index(b"<map>") + len(b"<map>")
    offsets = list(struct.unpack_from(f"<{SECTIONS}Q", raw, mapped))
    moved = [offset + len(block) if i > 8 else offset for i, offset in enumerate(offsets)]
    raw = raw[:mapped] + struct.pack(f"<{SECTIONS}Q", *moved) + raw[mapped + 8 * SECTIONS :]
    path.write_bytes(raw[:at] + block + raw[at:])


@pytest.fixture(params=[117, 118])
def survey(request, tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"sex": [1, 2], "sexe": [1, 2]}).to_stata(
        path,
        write_index=False,
        version=request.param,
        variable_labels={"sex": "Sex of officer"},
        value_labels={
            "sex": {1: "female", 2: "male"},
            "sexe": {1: "femme", 2: "homme"},  # a set of labels is named after its variable
        },
    )
    _with_languages(path, request.param)
    return path


def test_every_language_has_its_labels(survey):
    translations = read_source(survey).translations
    assert list(translations) == ["en", "fr"]
    assert translations["en"].columns["sex"] == "Sex of officer"
    assert translations["fr"].columns == {"sex": "Sexe de l'employé"}
    assert translations["en"].codes["sex"] == {1: "female", 2: "male"}
    assert translations["fr"].codes["sex"] == {1: "femme", 2: "homme"}


def test_the_data_are_those_beside_the_labels(survey):
    assert read_source(survey).frame["sex"].tolist() == [1, 2]


def test_a_file_with_one_language_has_no_translations(tmp_path):
    pd.DataFrame({"a": [1]}).to_stata(tmp_path / "a.dta", write_index=False, version=118)
    assert read_source(tmp_path / "a.dta").translations == {}


def test_an_older_release_is_read_without_languages(tmp_path):
    pd.DataFrame({"a": [1]}).to_stata(tmp_path / "a.dta", write_index=False, version=114)
    source = read_source(tmp_path / "a.dta")
    assert (source.frame["a"].tolist(), source.translations) == ([1], {})
