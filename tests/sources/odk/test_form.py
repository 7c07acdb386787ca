from evalcap.sources.odk.form import Choice, Form, Question, merged

HELP = (Choice("cash", {"": "Cash"}), Choice("legal", {"": "Legal"}))


def _form(*questions, **more):
    return Form(questions, **more)


def test_a_table_has_the_questions_of_its_repeat():
    main, child = Question("a", "text"), Question("b", "text", ("c",), ("c",))
    form = _form(main, child, repeats=(("c",),))
    assert form.table(()) == (main,)
    assert form.table(("c",)) == (child,)


def test_repeats_of_one_name_are_named_by_their_paths():
    form = _form(repeats=(("a", "visit"), ("b", "visit"), ("child",)))
    names = [form.repeat_name(path) for path in form.repeats]
    assert names == ["a/visit", "b/visit", "child"]


def test_the_last_version_has_the_last_word():
    old = _form(Question("a", "text", labels={"": "Old"}), languages=("",))
    new = _form(Question("a", "text", labels={"": "New"}), languages=("",))
    assert [q.labels[""] for q in merged([old, new]).questions] == ["New"]


def test_questions_and_choices_of_former_versions_are_kept():
    old = _form(Question("a", "select_one", choices=HELP), Question("gone", "text"))
    new = _form(Question("a", "select_one", choices=HELP[1:]), Question("b", "text"))
    form = merged([old, new])
    assert [q.name for q in form.questions] == ["a", "b", "gone"]
    assert [c.name for c in form.questions[0].choices] == ["legal", "cash"]


def test_a_question_that_was_moved_is_one_question_where_it_is_now():
    old = _form(Question("a", "text", ("before",)))
    new = _form(Question("a", "text", ("now",)))
    assert [q.path for q in merged([old, new]).questions] == [("now",)]


def test_languages_and_repeats_of_all_versions_are_known():
    old = _form(languages=("en", "fr"), default_language="en", repeats=(("c",),))
    new = _form(languages=("en", "ar"), default_language="ar", repeats=(("d",),))
    form = merged([old, new])
    assert form.languages == ("en", "ar", "fr")
    assert form.default_language == "ar"
    assert form.repeats == (("d",), ("c",))
