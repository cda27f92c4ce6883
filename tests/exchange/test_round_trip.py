"""What goes out in a format comes back the same, in both languages, for every kind it has."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.courseware.exchange.exporting import Outgoing
from lms.courseware.exchange.formats import FORMATS, all_rows, recognised
from lms.courseware.exchange.gift.kinds import WRITE as GIFT
from lms.courseware.exchange.moodle.writing import WRITE as MOODLE
from lms.courseware.exchange.placing import Deed, Wish, place
from lms.courseware.exchange.qti.kinds import WRITE as QTI
from lms.courseware.exchange.quiz_file import changed_quiz, new_quiz, quiz_values
from lms.courseware.exchange.table.kinds import WRITE as TABLE
from lms.courseware.questions import TYPES
from tests.exchange.quizzes import LANGUAGES, QUESTIONS, quizzes

KINDS = {"gift": GIFT, "moodle": MOODLE, "csv": TABLE, "qti21": QTI, "qti30": QTI}
PAIRS = [(name, kind) for name, kinds in KINDS.items() for kind in kinds]
WISH = Wish(lessons=frozenset({"one"}))
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def there_and_back(name, questions):
    """Export every language on its own and join the files again."""
    written, placed = [], []
    for language in LANGUAGES:
        outgoing = Outgoing("Quiz", questions, language, LANGUAGES)
        content = FORMATS[name].write(outgoing).content
        rows = all_rows(FORMATS[name].open(content, language))
        written, placed = place(written, rows, WISH)
    return written, placed


def test_every_format_is_tried():
    assert set(KINDS) == set(FORMATS)
    assert set(QUESTIONS) >= {kind for kinds in KINDS.values() for kind in kinds}
    assert set(QUESTIONS) <= set(TYPES)


@pytest.mark.parametrize(("name", "kind"), PAIRS)
@few
@given(data=st.data())
def test_out_and_in_is_the_same(name, kind, data):
    questions = data.draw(quizzes(kind))
    back, _ = there_and_back(name, questions)
    assert back == questions


@pytest.mark.parametrize("name", FORMATS)
@few
@given(data=st.data())
def test_the_same_file_again_changes_nothing(name, data):
    kind = data.draw(st.sampled_from(sorted(KINDS[name])))
    questions = data.draw(quizzes(kind))
    content = FORMATS[name].write(Outgoing("Quiz", questions, "ru", LANGUAGES)).content
    rows = all_rows(FORMATS[name].open(content, "ru"))
    same, placed = place(questions, rows, WISH)
    assert same == questions
    assert {one.deed for one in placed} == {Deed.UNCHANGED}


@pytest.mark.parametrize("name", FORMATS)
@few
@given(data=st.data())
def test_a_file_is_recognised_without_its_name(name, data):
    kind = data.draw(st.sampled_from(sorted(KINDS[name])))
    content = (
        FORMATS[name].write(Outgoing("Quiz", data.draw(quizzes(kind)), "en", LANGUAGES)).content
    )
    assert recognised(content).open is FORMATS[name].open


@few
@given(data=st.data())
def test_a_quiz_file_says_what_was_put_in(data):
    kind = data.draw(st.sampled_from(sorted(QUESTIONS)))
    questions = data.draw(quizzes(kind))
    text = new_quiz({"en": "Title: one", "ru": "Да"}, questions[:1])
    assert quiz_values(text)["questions"] == questions[:1]
    assert quiz_values(changed_quiz(f"# note\n{text}", questions))["questions"] == questions


def test_a_comment_in_a_quiz_file_stays():
    first = {"key": "one", "type": "true-false", "answer": True, "text": {"en": "Yes?"}}
    text = new_quiz({"en": "Title"}, [first]).replace("questions:", "# keep me\nquestions:")
    joined = changed_quiz(text, [first | {"text": {"en": "Yes?", "ru": "Да?"}}])
    assert "# keep me\n" in joined
    assert [line for line in joined.splitlines() if line not in text] == ["      ru: Да?"]
