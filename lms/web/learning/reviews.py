"""What came of an attempt: the result, every question with its explanation, and the way on."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.courseware.questions import QuestionReview
from lms.courseware.review_policy import Part
from lms.learning.queries.grades import standing_at
from lms.learning.queries.terms import terms_at
from lms.learning.queries.tries import (
    Paper,
    paper_of,
    responses_of,
    tries_at,
)
from lms.learning.terms import Terms
from lms.web.catalogue.addresses import item_address
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.checked import Responses, review_of
from lms.web.learning.policy_words import what_follows
from lms.web.learning.settled import aftermath_of

bp = Blueprint("reviews", __name__)


@bp.get("/attempts/<key>/review/")
@access(Permission.COURSE_LEARN)
def show(key: str) -> ResponseReturnValue:
    """Show the review; an attempt that is not handed in has none and leads back to itself."""
    paper = paper_of(current_person().id, key)
    if paper.attempt.is_open:
        return redirect(url_for("attempts.show", key=key))
    at = clock.now()
    terms = terms_at(paper.attempt.enrolment_id, paper.course_id, paper.quiz, at)
    moment = terms.moment(paper.attempt.submitted_at or at, at)
    shown = paper.quiz.policy.review.at(moment)
    after = aftermath_of(paper, _reviews(paper, shown), shown)
    return render_template(
        "learning/reviews/show.html",
        **_of_paper(paper),
        left=_left(paper, terms),
        shown=shown,
        more=what_follows(paper.quiz.policy.review, moment, terms),
        reviews=after.reviews,
        after=after,
        standing=standing_at(paper.attempt.enrolment_id, paper.quiz.path),
    )


def _of_paper(paper: Paper) -> dict[str, object]:
    """What the page says of the attempt and its quiz, whatever came of it."""
    following = paper.syllabus.next(paper.quiz)
    return {
        "attempt": paper.attempt,
        "course": paper.course_key,
        "title": paper.quiz.title,
        "quiz_address": item_address(paper.course_key, paper.quiz),
        "next_address": item_address(paper.course_key, following) if following else None,
        "pass_percent": paper.quiz.policy.pass_percent,
        "lessons": {lesson.path: lesson.title for lesson in paper.syllabus.lessons},
    }


def _left(paper: Paper, terms: Terms) -> int | None:
    """How many attempts may still be started; None without a limit."""
    return terms.attempts_left(len(tries_at(paper.attempt.enrolment_id, paper.quiz).attempts))


def _reviews(paper: Paper, shown: frozenset[Part]) -> list[QuestionReview]:
    """Every question with the answer that counted, in the order the person saw."""
    attempt, quiz = paper.attempt, paper.quiz
    responses = Responses(*responses_of(attempt.id))
    options = attempt.arrangement["options"]
    return [
        review_of(quiz, quiz.question(key), responses, options.get(key), shown)
        for key in attempt.arrangement["questions"]
    ]
