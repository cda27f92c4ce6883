"""Which questions are unclear: to the one who says so, and to the trainers, without names."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import NoSuchItem
from lms.courseware.texts import Text
from lms.learning.enrolment import Enrolment
from lms.learning.queries.prints import quiz_in
from lms.learning.unclarity import Unclarity


@dataclass(frozen=True, slots=True)
class UnclearQuestion:
    """A question of one edition with what people said of it, the newest first, and when."""

    edition: int
    quiz: Text
    path: str
    key: str
    text: Markup
    count: int
    words: tuple[tuple[str, datetime], ...]


def said_unclear(enrolment_id: int, quiz: str) -> dict[str, str]:
    """Give the words a person has left at the questions of a quiz, by question."""
    rows = db.session.execute(
        select(Unclarity.question, Unclarity.text).where(
            Unclarity.enrolment_id == enrolment_id, Unclarity.quiz == quiz
        )
    )
    return {row.question: row.text for row in rows}


def unclear_questions(course_id: int, locale: str) -> list[UnclearQuestion]:
    """Give the questions of a course that somebody found unclear, those of most people first."""
    rows = db.session.execute(
        select(Unclarity, Edition.number, Edition.digest)
        .join(Enrolment, Enrolment.id == Unclarity.enrolment_id)
        .join(Edition, Edition.id == Unclarity.edition_id)
        .where(Enrolment.course_id == course_id)
        .order_by(Unclarity.said_at.desc(), Unclarity.id.desc())
    ).all()
    groups = defaultdict(list)
    for said, number, digest in rows:
        groups[said.edition_id, number, digest, said.quiz, said.question].append(said)
    found = []
    for (edition_id, number, digest, path, key), several in groups.items():
        try:
            quiz = quiz_in(syllabus_of(edition_id, digest), path)
            text = quiz.question(key).text.in_(locale)
        except (NotFound, NoSuchItem):
            continue
        words = tuple((said.text, said.said_at) for said in several if said.text)
        found.append(UnclearQuestion(number, quiz.title, path, key, text, len(several), words))
    return sorted(found, key=lambda one: (-one.count, -one.edition, one.path, one.key))
