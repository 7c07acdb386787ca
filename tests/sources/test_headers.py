from evalcap.sources.headers import unique_headers


def test_unique_headers_are_left_alone():
    assert unique_headers(["Q17 Score", " Post", "q17 score"]) == [
        "Q17 Score",
        " Post",
        "q17 score",
    ]


def test_a_repeated_header_names_neither_column():
    assert unique_headers(["Age", "Sex", "Age"]) == ["Age (column 1)", "Sex", "Age (column 3)"]


def test_a_blank_header_is_named_by_its_position():
    assert unique_headers(["", "Sex", None]) == ["(column 1)", "Sex", "(column 3)"]
