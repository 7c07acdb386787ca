import pytest

from evalcap.errors.study import PlanError, StudyNotFoundError
from evalcap.study.reading import read_plan


def _problems(folder):
    with pytest.raises(PlanError) as caught:
        read_plan(folder)
    return caught.value.problems


def test_a_sound_plan_is_read(desk):
    plan = read_plan(desk.write())
    assert (plan.title, plan.design.unit) == ("Invented course for border officers", "officer")
    assert plan.disclosure.min_cell == 10


def test_every_mistake_is_named_at_once_with_file_and_key(desk, plan, secondary):
    text = plan(
        ('title = "Inv', 'titel = "Inv'),
        ('commissioner = "none"\n', ""),
        ("2023-12-31", '"the end"'),
        ('better = "higher"', 'better = "more"'),
        more=secondary("again", "group_time", '{ metod = "ipw" }').replace(
            'outcome = "score"', 'outcome = "scores"'
        ),
    )
    with pytest.raises(PlanError) as caught:
        read_plan(desk.write(text))
    assert set(caught.value.problems) == {
        "title: missing",
        "titel: unknown key (did you mean 'title'?)",
        "commissioner: missing",
        "period.end: must be a date such as 2024-03-31 (got 'the end')",
        "outcomes[1].better: must be 'higher' or 'lower' (got 'more')",
        "analyses[2].outcome: no outcome is called 'scores' (did you mean 'score'?)",
        (
            "analyses[2].options.metod: the estimator 'group_time' has no such option "
            "(did you mean 'method'?)"
        ),
    }
    assert caught.value.wrong.startswith("officer-course/study.toml has 7 mistakes:")
    assert "docs/study-toml.md" in caught.value.needed


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('time = "wave"', 'tim = "wave"', "design.tim: unknown key (did you mean 'time'?)"),
        ('time = "wave"\n', "", "design.time: missing"),
        ('time = "wave"', 'time = "wave"\nmin_cell = 5', "(it belongs in [disclosure])"),
        ('"training"', '"trainings"', "programme: must be 'training', 'document_verification'"),
        ('estimator = "group_time"', 'estimator = "did"', "analyses[1].estimator: must be"),
        ('name = "score"', 'name = "Test Score"', "beginning with a letter (got 'Test Score')"),
        ('path = "tests.csv"', 'path = "tests.csv"\nsha256 = "abc"', "64 hexadecimal digits"),
        ("period = { start = 2023-01-01, end = 2023-12-31 }", "period = 2023", "must be a table"),
        ("primary = true\n\n", "primary = true\ntarget = nan\n\n", "outcomes[1].target"),
        ("[columns]", "[disclosure]\nmin_cell = true\n\n[columns]", "must be a whole number"),
        ("[columns]", "[disclosure]\nmin_cell = 0\n\n[columns]", "disclosure.min_cell"),
        ("[columns]", '[cycle]\nevery = "yearly"\n\n[columns]', 'such as "6 months"'),
        ("[columns]", '[compact]\nactions = ["4"]\n\n[columns]', "such as 11(c)"),
    ],
)
def test_each_key_says_what_it_takes(desk, plan, old, new, said):
    assert said in "\n".join(_problems(desk.write(plan((old, new)))))


def test_a_list_with_a_mistaken_entry_is_not_called_empty_as_well(desk, plan):
    problems = _problems(desk.write(plan(('estimator = "group_time"', 'estimator = "did"'))))
    assert len(problems) == 1


def test_a_where_without_values_is_a_mistake(desk, plan, secondary):
    more = secondary("again", "group_time") + "where = { sex = [] }\n"
    assert _problems(desk.write(plan(more=more))) == ("analyses[2].where.sex: must not be empty",)


def test_a_where_without_brackets_is_a_mistake(desk, plan, secondary):
    more = secondary("again", "group_time") + 'where = { sex = "female" }\n'
    (problem,) = _problems(desk.write(plan(more=more)))
    assert problem.startswith("analyses[2].where.sex: must be a list, in square brackets")


def test_text_that_is_no_toml_names_the_line(desk, plan):
    (problem,) = _problems(desk.write(plan(('time = "wave"', "time = wave"))))
    assert problem.startswith("it is not TOML: ")
    assert "line 15" in problem


def test_a_date_that_does_not_exist_is_no_toml(desk, plan):
    (problem,) = _problems(desk.write(plan(("2023-12-31", "2023-02-30"))))
    assert "it is not TOML" in problem


def test_a_file_in_another_encoding_names_the_line(desk, plan):
    folder = desk.write()
    text = plan(('label = "Test score"', 'label = "Résultat"'))
    (folder / "study.toml").write_text(text, encoding="latin-1")
    (problem,) = _problems(folder)
    assert problem == "line 20 is not text in UTF-8: save the file as UTF-8 in your editor"


def test_a_file_that_begins_with_a_byte_order_mark_is_read(desk, plan):
    folder = desk.write()
    (folder / "study.toml").write_text(plan(), encoding="utf-8-sig")
    assert read_plan(folder).programme == "training"


def test_an_empty_file_lacks_every_obligatory_key(desk):
    assert set(_problems(desk.write(""))) == {
        f"{key}: missing"
        for key in (
            "title",
            "programme",
            "commissioner",
            "sources",
            "design",
            "outcomes",
            "analyses",
        )
    }


def test_a_study_that_is_not_there_is_said_with_those_that_are(desk):
    desk.write(slug="course-one")
    desk.write(slug="course-two")
    with pytest.raises(StudyNotFoundError, match="no study 'course-tree'") as caught:
        read_plan(desk.folder / "course-tree")
    assert "course-one, course-two" in caught.value.needed
    assert "evalcap new course-tree" in caught.value.do


def test_a_study_is_named_by_its_folder_also_from_inside_it(desk, monkeypatch):
    monkeypatch.chdir(desk.write("titel = 1"))
    with pytest.raises(PlanError, match=r"^officer-course/study\.toml has"):
        read_plan(desk.folder.__class__())


def test_the_first_study_of_a_workspace_is_missed_with_words_too(tmp_path):
    with pytest.raises(StudyNotFoundError, match="There are none yet"):
        read_plan(tmp_path / "studies" / "first")


def test_a_study_that_names_no_languages_has_those_of_its_workspace(desk, plan):
    folder = desk.write()
    assert read_plan(folder).languages == ("en",)
    (desk.folder.parent / "evalcap.toml").write_text('languages = ["fr", "es"]')
    assert read_plan(folder).languages == ("fr", "es")
    own = plan(('programme = "training"', 'languages = ["en"]\nprogramme = "training"'))
    assert read_plan(desk.write(own)).languages == ("en",)
