"""Learners of the demo at every stage: finished, under way, stopped, not yet begun."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lms.accounts.user import User
from lms.base.errors import Refusal
from lms.base.tokens import fresh_key
from lms.cli.demonstration.people import COURSES, LEARNERS, as_person
from lms.courseware.scenario import Node, Scenario
from lms.courseware.syllabus import Item, Quiz
from lms.learning.operations.answering import Sending, save
from lms.learning.operations.completing import mark_read
from lms.learning.operations.enrolling import enrol
from lms.learning.operations.finishing import submit
from lms.learning.operations.playing import Move, begin, decide
from lms.learning.operations.trying import start
from lms.learning.queries.places import Place, place_of


def study(users: dict[str, User], at: datetime) -> None:
    """Let every learner go as far as their number says, some weeks ago or this week."""
    for number, name in enumerate(LEARNERS):
        user = users[name.lower()]
        course = COURSES[0] if number % 4 else COURSES[number % 2]
        begun = at - timedelta(days=45 - number)
        enrol(as_person(user), course, begun)
        steps = (number * 4) % 15
        silent = timedelta(days=(number * 7) % 20, hours=number)
        walk(user, course, steps, begun, max(at - begun - silent, timedelta(days=1)) / (steps + 1))


def walk(user: User, course: str, steps: int, begun: datetime, pace: timedelta) -> None:
    """Do the first items of the course, one after the other."""
    place = place_of(user.id, course)
    if place is None:
        return
    for number, (module, item) in enumerate(_in_order(place.syllabus.modules)[:steps]):
        moment = begun + pace * (number + 1)
        if isinstance(item, Quiz):
            _try(user, course, module, item, moment, wrong=(0, 1, 4)[user.id % 3])
        elif isinstance(item, Scenario):
            _play(user, place, item, moment)
        else:
            mark_read(place, module, item.key, moment)


def _in_order(modules: Sequence[object]) -> list[tuple[str, Item]]:
    return [(module.key, item) for module in modules for item in module.items]  # type: ignore[attr-defined]


def _try(user: User, course: str, module: str, quiz: Quiz, at: datetime, *, wrong: int) -> None:
    """Take a quiz and leave some questions out."""
    place = place_of(user.id, course)
    if place is None:
        return
    try:
        attempt = start(place, module, quiz.key, at)
    except Refusal:
        return
    for number, question in enumerate(quiz.questions[wrong:]):
        sending = Sending(question.key, question.right_fields("en"), fresh_key())
        save(user.id, attempt.key, sending, at + timedelta(minutes=number + 1))
    submit(user.id, attempt.key, at + timedelta(minutes=20))


def _play(user: User, place: Place, scenario: Scenario, at: datetime) -> None:
    """Play a scenario to an ending, one person this way, another that way."""
    key, here = begin(place, scenario.path, at).key, scenario.place(scenario.start)
    while isinstance(here, Node):
        choice = here.choices[user.id % len(here.choices)]
        at += timedelta(minutes=1)
        decide(user.id, key, Move(here.key, choice.key, fresh_key()), at)
        here = scenario.place(choice.to)
