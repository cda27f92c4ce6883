"""What came of an attempt: the result, every question with its explanation, and the way on."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.courseware.questions import QuestionReview
from lms.courseware.review_policy import Part
from lms.learning.queries.terms import terms_at
from lms.learning.queries.tries import (
    Paper,
    paper_of,
    responses_of,
    tries_at,
)
from lms.web.catalogue.addresses import item_address
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.checked import Responses, review_of
from lms.web.learning.policy_words import what_follows

bp = Blueprint("reviews", __name__)


@bp.get("/attempts/<key>/review/")
@access(Permission.COURSE_LEARN)
def show(key: str) -> ResponseReturnValue:
    """Show the review; an attempt that is not handed in has none and leads back to itself."""
    paper = paper_of(current_person().id, key)
    if paper.attempt.is_open:
        return redirect(url_for("attempts.show", key=key))
    following, at = paper.syllabus.next(paper.quiz), clock.now()
    terms = terms_at(paper.attempt.enrolment_id, paper.course_id, paper.quiz, at)
    moment = terms.moment(paper.attempt.submitted_at or at, at)
    shown = paper.quiz.policy.review.at(moment)
    return render_template(
        "learning/reviews/show.html",
        attempt=paper.attempt,
        course=paper.course_key,
        title=paper.quiz.title,
        quiz_address=item_address(paper.course_key, paper.quiz),
        next_address=item_address(paper.course_key, following) if following else None,
        pass_percent=paper.quiz.policy.pass_percent,
        left=terms.attempts_left(len(tries_at(paper.attempt.enrolment_id, paper.quiz).attempts)),
        shown=shown,
        more=what_follows(paper.quiz.policy.review, moment, terms),
        reviews=_reviews(paper, shown),
        lessons={lesson.path: lesson.title for lesson in paper.syllabus.lessons},
    )


def _reviews(paper: Paper, shown: frozenset[Part]) -> list[QuestionReview]:
    """Every question with the answer that counted, in the order the person saw."""
    attempt, quiz = paper.attempt, paper.quiz
    responses = Responses(*responses_of(attempt.id))
    options = attempt.arrangement["options"]
    return [
        review_of(quiz, quiz.question(key), responses, options.get(key), shown)
        for key in attempt.arrangement["questions"]
    ]
