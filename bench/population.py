"""A population for the measurements: learners with progress, open attempts, seminars, a diary.

`python -m bench.population FOLDER LEARNERS` makes a site in an empty folder: the real tables,
cities and courses, then rows by the hundred thousand. The first learner, the subscriber, is
registered for every seminar that is ahead.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from flask import Flask
from sqlalchemy import Integer, String, Table, column, insert, literal, select, values

from bench.schedule import (
    COURSE,
    Row,
    changes,
    days,
    feed,
    registrations,
    seminars,
    venue,
)
from lms import config
from lms.accounts.session import UserSession
from lms.accounts.user import User
from lms.app import create_app
from lms.base import clock
from lms.base.db import Base, db, transaction
from lms.base.tokens import digest
from lms.calendars.feed import CalendarFeed
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import Syllabus
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.operations.trying import arrangement
from lms.learning.progress import Cause, Completion
from lms.seminars.city import City
from lms.seminars.registration import Registration, RegistrationChange
from lms.seminars.seminar import Seminar, SeminarSession
from lms.seminars.venue import Venue

DONE = 5  # items of each course that everybody has done
ANSWERED = 4  # questions everybody has answered in the open attempt
SECRET_KEY = "only for measuring"
BATCH = 20_000
COMMANDS = (("db", "upgrade"), ("cities", "load"), ("courses", "publish"))


@dataclass(frozen=True, slots=True)
class PrintedCourse:
    """A course as everybody begins it."""

    id: int
    edition_id: int
    syllabus: Syllabus


def token(learner: int) -> str:
    """The secret in the browser of a learner."""
    return f"browser-{learner}"


def attempt_key(learner: int) -> str:
    """The address of a learner's open attempt."""
    return f"attempt-{learner}"


def environment(folder: Path) -> dict[str, str]:
    """The settings of the site in a folder."""
    return {"DATA_DIR": str(folder), "SECRET_KEY": SECRET_KEY, "BASE_URL": "http://127.0.0.1:8000"}


def site(folder: Path) -> Flask:
    """The application over the database in a folder."""
    return create_app(config.from_environment(environment(folder)))


def populate(folder: Path, learners: int) -> None:
    """Make the site and everybody in it."""
    for words in COMMANDS:
        paths = map(str, sorted(Path("courses").iterdir())) if words[0] == "courses" else ()
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words, *paths]
        subprocess.run(
            command, env={**os.environ, **environment(folder)}, check=True, capture_output=True
        )
    with site(folder).app_context():
        with db.engine.connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode=WAL")
            driver.execute("PRAGMA synchronous=OFF")  # of this connection only
        with transaction():
            fill(learners, clock.now())
        with db.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()


def fill(learners: int, at: datetime) -> None:
    """Write all rows, noun by noun."""
    printed = courses()
    legal = next(course for course in printed if course.syllabus.key == COURSE)
    add(User, people(learners, at))
    add(UserSession, sessions(learners, at))
    add(Enrolment, enrolments(learners, printed, at))
    complete(printed)
    add(Attempt, attempts(legal, at))
    add(Answer, answers(legal, learners, at))
    cities = list(db.session.scalars(select(City.id).order_by(City.id)))
    add(Venue, map(venue, cities))
    add(Seminar, seminars(cities, at))
    add(SeminarSession, days(at))
    add(Registration, registrations(learners, at))
    add(RegistrationChange, changes(at))
    add(CalendarFeed, [feed(at)])


def add(noun: type[Base], rows: Iterable[Row]) -> None:
    """Insert rows, thousands at a time."""
    waiting = iter(rows)
    table: Table = noun.__table__  # type: ignore[assignment]
    while batch := list(islice(waiting, BATCH)):
        db.session.connection().execute(insert(table), batch)


def people(learners: int, at: datetime) -> Iterator[Row]:
    """Learners, of whom every other speaks Russian."""
    for n in range(1, learners + 1):
        yield {
            "id": n,
            "username": f"learner{n}",
            "username_key": f"learner{n}",
            "display_name": f"Learner {n}",
            "email": f"learner{n}@example.org",
            "password_hash": "none",
            "locale": ("en", "ru")[n % 2],
            "created_at": at,
        }


def sessions(learners: int, at: datetime) -> Iterator[Row]:
    """Everybody is signed in somewhere."""
    for n in range(1, learners + 1):
        yield {
            "user_id": n,
            "token_digest": digest(token(n)),
            "device": "Firefox on Android",
            "signed_in_at": at,
            "expires_at": at + timedelta(days=30),
        }


def courses() -> list[PrintedCourse]:
    """The courses with their newest editions."""
    rows = db.session.execute(
        select(Course.id, Edition.id, Edition.digest)
        .join(Edition, Edition.course_id == Course.id)
        .order_by(Course.id)
    )
    return [PrintedCourse(course, edition, syllabus_of(edition, d)) for course, edition, d in rows]


def enrolments(learners: int, printed: Sequence[PrintedCourse], at: datetime) -> Iterator[Row]:
    """Everybody is in every course, learner by learner as it would have come about."""
    for n in range(1, learners + 1):
        for course in printed:
            yield {
                "key": f"{n}-{course.id}",
                "user_id": n,
                "course_id": course.id,
                "edition_id": course.edition_id,
                "enrolled_at": at,
                "started_at": at,
                "last_active_at": at,
            }


def complete(printed: Sequence[PrintedCourse]) -> None:
    """Let everybody do the first items of their courses, in the database itself."""
    done = [(course.id, item.path) for course in printed for item in course.syllabus.items[:DONE]]
    items = values(column("course_id", Integer), column("item", String), name="items").data(done)
    first, enrolled = items.cte("first"), Enrolment.__table__
    db.session.execute(
        insert(Completion.__table__).from_select(
            ["enrolment_id", "item", "cause", "completed_at"],
            select(enrolled.c.id, first.c.item, literal(Cause.READ.value), enrolled.c.enrolled_at)
            .join(first, first.c.course_id == enrolled.c.course_id)
            .order_by(enrolled.c.id),
        )
    )


def attempts(course: PrintedCourse, at: datetime) -> Iterator[Row]:
    """Everybody has begun the first quiz of the course."""
    quiz = course.syllabus.quizzes[0]
    drawn = arrangement(quiz, Random(0))
    enrolled = select(Enrolment.id, Enrolment.user_id).where(Enrolment.course_id == course.id)
    for enrolment_id, learner in db.session.execute(enrolled.order_by(Enrolment.id)):
        yield {
            "id": learner,
            "key": attempt_key(learner),
            "enrolment_id": enrolment_id,
            "edition_id": course.edition_id,
            "quiz": quiz.path,
            "number": 1,
            "state": AttemptState.OPEN,
            "arrangement": drawn,
            "started_at": at,
        }


def answers(course: PrintedCourse, learners: int, at: datetime) -> Iterator[Row]:
    """Everybody has answered the first questions."""
    questions = course.syllabus.quizzes[0].questions[:ANSWERED]
    for n in range(1, learners + 1):
        for question in questions:
            yield {
                "attempt_id": n,
                "question": question.key,
                "op_id": f"first-{question.key}"[:40],
                "response": {},
                "saved_at": at,
            }


def main() -> None:
    """Make the site named on the command line and say how long it took."""
    folder, learners = Path(sys.argv[1]), int(sys.argv[2])
    began = time.perf_counter()
    populate(folder, learners)
    print(f"{learners} learners in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
