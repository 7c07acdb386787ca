import os
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from evalcap.errors.workspace import PortTakenError
from evalcap.workspace.serving import serve

PAGE = "<html><body><p>One</p></body></html>"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "fr").mkdir()
    for place in (tmp_path, tmp_path / "fr"):
        (place / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "report.pdf").write_bytes(b"%PDF-")
    return tmp_path


def got(address, **headers):
    with urlopen(Request(address, headers=headers), timeout=10) as answer:  # noqa: S310 - our own
        return answer.read()


@pytest.mark.parametrize("path", ["", "index.html", "fr/", "fr/index.html", "?a=1"])
def test_a_page_loads_itself_again_and_its_file_stays_as_it_is(folder, path):
    with serve(folder) as address:
        said = got(address + path).decode()
    before, script = PAGE.split("</body>", maxsplit=1)[0], said.partition("<script>")[2]
    assert said.startswith(before)
    assert "location.reload()" in script
    assert script.endswith("</body></html>")
    assert (folder / "index.html").read_text(encoding="utf-8") == PAGE


def test_a_page_that_was_built_again_has_another_version(folder):
    with serve(folder) as address:
        first, other = got(f"{address}.version?/"), got(f"{address}.version?/fr/")
        os.utime(folder / "index.html", ns=(1, 1))
        assert got(f"{address}.version?/") == b"1" != first
        assert other == got(f"{address}.version?/fr/")


def test_other_files_come_as_they_are(folder):
    with serve(folder) as address:
        assert got(f"{address}report.pdf") == b"%PDF-"


@pytest.mark.parametrize("path", ["../secret.html", "%2e%2e/secret.html", "..%2fsecret.html"])
def test_nothing_outside_the_folder_is_served(folder, path):
    inner = folder / "fr"
    (folder / "secret.html").write_text("secret", encoding="utf-8")
    with serve(inner) as address, pytest.raises(HTTPError):
        got(address + path)


def test_a_site_that_pretends_to_be_this_machine_is_refused(folder):
    with serve(folder) as address, pytest.raises(HTTPError, match="403"):
        got(address, Host="example.org:80")


def test_only_this_machine_is_served(folder):
    with serve(folder) as address:
        assert address.startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_told(folder):
    with serve(folder) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        with pytest.raises(PortTakenError, match=str(port)), serve(folder, port=port):
            pass


def test_a_page_that_is_not_there_yet_is_waited_for(tmp_path):
    with serve(tmp_path / "later") as address:
        said, first = got(address).decode(), got(f"{address}.version?/")
        (tmp_path / "later").mkdir()
        (tmp_path / "later" / "index.html").write_text(PAGE, encoding="utf-8")
        assert "not built yet" in said
        assert "location.reload()" in said
        assert got(f"{address}.version?/") != first
        with pytest.raises(HTTPError, match="404"):
            got(f"{address}fr/index.html")
