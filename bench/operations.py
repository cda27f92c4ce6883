"""What is measured: the operations, as endless streams of requests, with what they may cost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, cycle

from flask import Flask
from sqlalchemy import func, select

from bench import population, schedule
from bench.visitor import Request, Visitor
from lms.accounts.user import User
from lms.base.db import db
from lms.courseware.questions import Question
from lms.courseware.syllabus import Syllabus
from lms.learning.queries.places import place_of

ACTING = 1000
Stream = Iterator[Request]


@dataclass(frozen=True, slots=True)
class Operation:
    """Something people do. `most` is the CPU it may cost, as a part of yardstick (b).

    `statements` is how many SQL statements it may need; `repeats` says that the same request may
    be sent again and again; `expects` is the status of every answer.
    """

    name: str
    requests: Callable[["Site"], Stream]
    expects: int
    most: float
    statements: int | None = None
    repeats: bool = True


class Site:
    """A populated site with the browsers of a thousand learners, spread over all of them."""

    def __init__(self, app: Flask) -> None:
        """Sign the learners in and read the course they are in."""
        self.app = app
        with app.app_context():
            learners = db.session.scalars(select(func.count(User.id))).one()
            step = learners // ACTING
            self.learners = [1 + n * step for n in range(1, ACTING)]
            place = place_of(self.learners[0], schedule.COURSE)
            if place is None:
                raise LookupError("the site is not populated")
            self.syllabus: Syllabus = place.syllabus
        self.visitors = {learner: Visitor(app, learner) for learner in self.learners}


def lesson(site: Site) -> Stream:
    """Every learner opens every lesson of the course in turn."""
    lessons = site.syllabus.lessons
    for number, learner in enumerate(site.learners):
        path = lessons[number % len(lessons)].path
        yield site.visitors[learner].get(f"/courses/{schedule.COURSE}/{path}/")


def catalogue(_site: Site) -> Stream:
    """A guest who was never here before looks at the courses."""
    yield Request("GET", "/courses/")


def answer(site: Site) -> Stream:
    """Learners answer the questions of their open attempt, again and again."""
    questions = site.syllabus.quizzes[0].questions
    for number, learner in zip(count(), cycle(site.learners), strict=False):
        question = questions[number // len(site.learners) % len(questions)]
        content = {"answer": right(question), "op_id": f"measured-{number}", "base": []}
        path = f"/attempts/{population.attempt_key(learner)}/answers/{question.key}"
        yield site.visitors[learner].send_json(path, content)


def right(question: Question) -> list[str]:
    """Something that can be an answer to the question."""
    if question.option_keys:
        return [question.option_keys[0]]
    return ["true"] if question.type == "true-false" else ["30"]


def registration(site: Site) -> Stream:
    """Learners register for one seminar after the other, each of them only once for each."""
    for number in range(len(site.learners) * schedule.SEMINARS):
        round_, place = divmod(number, len(site.learners))
        seminar = 1 + (place + round_) % schedule.SEMINARS
        yield site.visitors[site.learners[place]].send_form(
            f"/seminars/{schedule.slug(seminar)}/registration", op_id=f"measured-{number}"
        )


def unchanged(path: str) -> Callable[[Site], Stream]:
    """A calendar program asks whether anything is new, and nothing is."""

    def ask(site: Site) -> Stream:
        program = {"Accept": "text/calendar", "Accept-Encoding": "gzip"}
        with site.app.test_client() as client:
            etag = client.get(path, headers=program).headers["ETag"]
        yield Request("GET", path, {**program, "If-None-Match": etag})

    return ask


OPERATIONS = (
    Operation("Lesson page, signed in", lesson, 200, 0.5, statements=2),
    Operation("Catalogue, a guest", catalogue, 200, 0.4),
    Operation("Answer saved (JSON)", answer, 200, 0.7, statements=4, repeats=False),
    Operation("Registration for a seminar", registration, 302, 0.9, statements=8, repeats=False),
    Operation("Public feed of 1,000 entries, 304", unchanged("/seminars.ics"), 304, 0.25),
    Operation(
        "Private feed of 1,000 entries, 304",
        unchanged(f"/calendar/{schedule.FEED}.ics"),
        304,
        0.25,
    ),
)
