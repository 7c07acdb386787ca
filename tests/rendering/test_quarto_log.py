import json

from evalcap.rendering.quarto_log import read_log


def logged(tmp_path, *lines):
    file = tmp_path / "log.json"
    file.write_text("\n\n".join(lines) + "\n\n", encoding="utf-8")
    return read_log(file)


def entry(message, level):
    return json.dumps({"msg": message, "level": level, "levelName": "X", "loggerName": "y"})


def test_messages_come_in_order_and_only_quarto_s_own_carry_their_level(tmp_path):
    said = logged(tmp_path, entry("a\nb", 20), entry("c", 30), entry("d", 40), entry("e", 10))
    assert said == ["a\nb", "WARNING: c", "ERROR: d", "e"]


def test_a_line_that_is_no_object_is_a_message_too(tmp_path):
    assert logged(tmp_path, "plain text", "[1]", entry("a", 20)) == ["plain text", "[1]", "a"]


def test_no_log_is_an_empty_one(tmp_path):
    assert read_log(tmp_path / "none.json") == []
