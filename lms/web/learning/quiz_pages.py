"""The page of a quiz before it is started: its rules for this person, and why it cannot start."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.base import clock
from lms.base.i18n import gettext as _
from lms.courseware.review_policy import Moment
from lms.courseware.syllabus import Quiz
from lms.learning.attempt import Attempt
from lms.learning.queries.places import Place
from lms.learning.queries.terms import terms_at
from lms.learning.queries.tries import Tries, tries_at
from lms.learning.terms import Bar, Terms
from lms.web.learning.figures import moscow
from lms.web.learning.policy_words import lines_of, minutes_of, say_minutes, shown_of

AFTER: tuple[Moment, ...] = ("right-after", "later", "closed")

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuizPage:
    """What the page says; `bar` is why no attempt can start, in one sentence, or empty."""

    tries: Tries
    terms: Terms
    lines: list[str]
    shown: list[tuple[str, str]]
    hides_something: bool
    limit: str
    left: int | None
    bar: str
    time: str
    is_over: bool
    has_clock: bool
    ended: list[tuple[Attempt, bool]]


def quiz_page(place: Place, quiz: Quiz) -> QuizPage:
    """Put the page together for a person in the course: two statements."""
    at = clock.now()
    tries = tries_at(place.enrolment_id, quiz)
    terms = terms_at(place.enrolment_id, place.course_id, quiz, at)
    bar = terms.bar(len(tries.attempts), tries.last_ended_at, at)
    return QuizPage(
        tries=tries,
        terms=terms,
        lines=lines_of(quiz.policy, terms),
        shown=shown_of(quiz.policy),
        hides_something=any("marks" not in quiz.policy.review.at(each) for each in AFTER),
        limit=say_minutes(minutes_of(terms.limit)) if terms.limit is not None else "",
        left=terms.attempts_left(len(tries.attempts)),
        bar=_why_not(bar, tries, terms, quiz) if bar else "",
        time="" if bar else _time_to_have(terms, at),
        is_over=tries.open is not None and tries.open.has_expired(at),
        has_clock=tries.open is not None and tries.open.ends_at is not None,
        ended=[(each, _shows_marks(quiz, each, terms, at)) for each in _ended(tries)],
    )


def _ended(tries: Tries) -> list[Attempt]:
    """The attempts that were handed in, the newest first."""
    return [attempt for attempt in reversed(tries.attempts) if not attempt.is_open]


def _shows_marks(quiz: Quiz, attempt: Attempt, terms: Terms, at: datetime) -> bool:
    """Whether the review policy lets the result be read now."""
    moment = terms.moment(attempt.submitted_at or at, at)
    return "marks" in quiz.policy.review.at(moment)


def _why_not(bar: Bar, tries: Tries, terms: Terms, quiz: Quiz) -> str:
    """Say why no attempt can start, and what helps."""
    if bar == "too-early":
        return _("You can start again at %(moment)s.", moment=_said(_free_from(tries, terms)))
    if bar == "start-closed":
        return _(
            "It could be started until %(moment)s. Ask your trainer if you need another date.",
            moment=_said(terms.last_start_at),
        )
    if bar == "ended":
        return _(
            "This quiz ended at %(moment)s. Ask your trainer if you need another date.",
            moment=_said(terms.hard_end_at),
        )
    if quiz.policy.counts == "highest":
        return _("You have used all attempts, and the best one counts.")
    return _("You have used all attempts. Ask your trainer if you need another.")


def _free_from(tries: Tries, terms: Terms) -> datetime | None:
    return terms.may_start_from(tries.last_ended_at)


def _said(moment: datetime | None) -> str:
    return moscow(moment) if moment else ""


def _time_to_have(terms: Terms, at: datetime) -> str:
    """Say how long an attempt begun now would last, and what ends it."""
    time, end = terms.time_from(at), terms.ends_at(at)
    if time is None or end is None:
        return ""
    if time > A_DAY:
        return _(
            "The quiz ends at %(moment)s. Until then take the time you need.", moment=moscow(end)
        )
    words = {"time": say_minutes(minutes_of(time)), "moment": moscow(end)}
    if end == terms.hard_end_at:
        return _("If you start now, you have %(time)s: the quiz ends at %(moment)s.", **words)
    return _("If you start now, you have %(time)s, until %(moment)s.", **words)
