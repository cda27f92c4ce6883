"""What came of an attempt: the result, every question with its explanation, and the way on."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base.i18n import current_locale
from lms.courseware.questions import QuestionReview
from lms.learning.queries.tries import Paper, answers_that_count, paper_of, tries_at
from lms.web.catalogue.addresses import item_address
from lms.web.current import current_person
from lms.web.gate import access

bp = Blueprint("reviews", __name__)


@bp.get("/attempts/<key>/review/")
@access(Permission.COURSE_LEARN)
def show(key: str) -> ResponseReturnValue:
    """Show the review; an attempt that is not handed in has none and leads back to itself."""
    paper = paper_of(current_person().id, key)
    if paper.attempt.is_open:
        return redirect(url_for("attempts.show", key=key))
    following = paper.syllabus.next(paper.quiz)
    return render_template(
        "learning/reviews/show.html",
        attempt=paper.attempt,
        course=paper.course_key,
        title=paper.quiz.title,
        quiz_address=item_address(paper.course_key, paper.quiz),
        next_address=item_address(paper.course_key, following) if following else None,
        pass_percent=paper.quiz.policy.pass_percent,
        left=tries_at(paper.attempt.enrolment_id, paper.quiz).left,
        reviews=_reviews(paper),
        lessons={lesson.path: lesson.title for lesson in paper.syllabus.lessons},
    )


def _reviews(paper: Paper) -> list[QuestionReview]:
    """Every question with the answer that counted, in the order the person saw."""
    answers = answers_that_count(paper.attempt.id)
    arrangement, locale = paper.attempt.arrangement, current_locale()
    return [
        paper.quiz.question(key).review(
            locale,
            answers[key].response if key in answers else {},
            arrangement["options"].get(key),
        )
        for key in arrangement["questions"]
    ]
