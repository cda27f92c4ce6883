"""People of the demo who took the first quiz long ago and left: the questions have figures."""

from datetime import datetime, timedelta
from random import Random

from lms.accounts.user import User
from lms.base.tokens import fresh_key
from lms.cli.demonstration.people import COURSES, EARLIER, as_person
from lms.courseware.questions import Question, Single, TrueFalse
from lms.courseware.questions.base import FIELD, Fields
from lms.courseware.syllabus import Quiz
from lms.learning.operations.answering import Sending, save
from lms.learning.operations.enrolling import enrol, withdraw
from lms.learning.operations.finishing import submit
from lms.learning.operations.trying import start
from lms.learning.queries.places import place_of
from lms.reports.questions.operations import gathered, quizzes_handed_in, store

# How hard the questions are for these people, one after the other.
HARD = (-1.2, -0.4, 0.3, 0.9, -0.8, 0.0)


def remember(users: dict[str, User], at: datetime) -> None:
    """Let everybody of the earlier group try the first quiz, then compute the figures."""
    random = Random(35)  # noqa: S311  invented people, no secrets
    for number, name in enumerate(EARLIER):
        _try(users[name.lower()], at - timedelta(days=90 + number), random)
    for handed in quizzes_handed_in():
        store(handed, gathered(handed))


def _try(user: User, at: datetime, random: Random) -> None:
    """Take the quiz as well as one can, and leave the course."""
    person, course = as_person(user), COURSES[0]
    enrol(person, course, at)
    place = place_of(user.id, course)
    quiz = next((quiz for quiz in place.syllabus.quizzes), None) if place else None
    if place is None or quiz is None:
        return
    module, key = quiz.path.split("/")
    attempt = start(place, module, key, at)
    _answer_all(user.id, attempt.key, quiz, at, random)
    submit(user.id, attempt.key, at + timedelta(minutes=20))
    withdraw(person, course, at + timedelta(days=1))


def _answer_all(person_id: int, key: str, quiz: Quiz, at: datetime, random: Random) -> None:
    """Answer what one knows, guess or leave out the rest; each takes some seconds."""
    able = random.gauss(0, 1)
    for number, question in enumerate(quiz.questions):
        at += timedelta(seconds=random.randint(15, 75))
        knows = able + random.gauss(0, 0.7) > HARD[number % len(HARD)]
        fields = question.right_fields("en") if knows else _guessed(question, random)
        if fields:
            save(person_id, key, Sending(question.key, fields, fresh_key()), at)


def _guessed(question: Question, random: Random) -> Fields:
    """Choose blindly where there is something to choose."""
    if isinstance(question, Single | TrueFalse):
        return {FIELD: [random.choice(question.option_keys)]}
    return {}
