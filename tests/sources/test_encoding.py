import pytest

from evalcap.errors.reading import FileProblemsError, ReaderOptionError
from evalcap.sources.encoding import decoded, numbered_lines

TEXT = "poste,n\nGorée,1\nÎle à vache,2\n"


def _decoded(raw, declared=None):
    return decoded(raw, declared=declared, location="a.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_or_valid_utf_8_decides(encoding):
    assert _decoded(TEXT.encode(encoding)).raw == TEXT.encode()


def test_utf_16_in_either_order_is_known_by_its_mark():
    assert _decoded(b"\xfe\xff" + TEXT.encode("utf-16-be")).raw == TEXT.encode()


def test_letters_that_are_the_same_in_every_usual_encoding_are_read():
    assert _decoded("Gorée, Köln, São".replace("ã", "a").encode("cp1252")).encoding == "cp1252"


@pytest.mark.parametrize("letter", list("àèùñãõ"))
def test_letters_that_are_others_in_central_europe_are_not_guessed_at(letter):
    with pytest.raises(FileProblemsError) as caught:
        _decoded(f"a\n{letter}\n".encode("cp1252"))
    (problem,) = caught.value.problems
    assert problem.examples == (2,)
    assert f"{letter} (cp1252)" in problem.do
    assert f"{letter.encode('cp1252').decode('cp1250')} (cp1250)" in problem.do


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_old_encodings_of_macintosh_and_dos_are_not_taken_for_another(encoding):
    with pytest.raises(FileProblemsError, match=rf"é \({encoding}\)"):
        _decoded("Gorée\n".encode(encoding))


def test_a_word_in_another_alphabet_is_no_row_of_accents():
    with pytest.raises(FileProblemsError, match="not UTF-8"):
        _decoded("Київ\n".encode("cp1251"))


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1250", "cp1251", "mac_roman"])
def test_a_declared_encoding_is_believed(encoding):
    text = "a\nЖжш\n" if encoding == "cp1251" else "a\né\n"
    assert _decoded(text.encode(encoding), declared=encoding).raw == text.encode()


def test_declared_utf_8_may_have_its_mark():
    assert _decoded(TEXT.encode("utf-8-sig"), declared="UTF-8").raw == TEXT.encode()


def test_lines_that_are_not_in_the_declared_encoding_are_named():
    raw = b"a\n" + "é\n".encode() + b"\xe9\n" * 7
    with pytest.raises(FileProblemsError) as caught:
        _decoded(raw, declared="utf-8")
    (problem,) = caught.value.problems
    assert (problem.n, problem.examples) == (7, (3, 4, 5, 6, 7))


def test_two_encodings_in_one_file_are_refused_with_the_lines_of_the_second():
    raw = "a\né\n".encode() + "é\nb\né\n".encode("cp1252")
    with pytest.raises(FileProblemsError) as caught:
        _decoded(raw)
    (problem,) = caught.value.problems
    assert "different encodings" in problem.wrong
    assert (problem.n, problem.examples) == (2, (3, 5))


def test_no_value_of_the_file_is_in_the_refusal():
    with pytest.raises(FileProblemsError) as caught:
        _decoded("name\nMarià Secret\n".encode("cp1252"))
    assert "Mari" not in str(caught.value)
    assert "Secret" not in str(caught.value)


def test_utf_16_without_its_mark_is_to_be_declared():
    raw = TEXT.encode("utf-16-le")
    with pytest.raises(FileProblemsError, match="utf-16-le"):
        _decoded(raw)
    assert _decoded(raw, declared="utf-16-le").raw == TEXT.encode()


def test_bytes_of_zero_are_refused_with_their_lines():
    with pytest.raises(FileProblemsError, match="line 2"):
        _decoded(b"a,b\n1,\x00\n" + b"1,2\n" * 9)


@pytest.mark.parametrize("name", ["nonsense", "base64", "rot13"])
def test_an_encoding_that_is_none_is_refused(name):
    with pytest.raises(ReaderOptionError, match="no encoding"):
        _decoded(b"a\n", declared=name)


@pytest.mark.parametrize("raw", [b"a\nb\nc", b"a\r\nb\r\nc", b"a\rb\rc"])
def test_lines_are_numbered_as_an_editor_does(raw):
    assert [(n, line.strip()) for n, line in numbered_lines(raw)] == [
        (1, b"a"),
        (2, b"b"),
        (3, b"c"),
    ]


def test_bytes_that_are_letters_in_no_encoding_are_called_damage():
    with pytest.raises(FileProblemsError, match="export it again") as caught:
        decoded(bytes(range(1, 256)), declared=None, location="a.csv")
    assert "look right" not in str(caught.value)
