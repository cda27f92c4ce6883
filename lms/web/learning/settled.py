"""What became of answers after handing in: marks by hand, and keys that were corrected since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from lms.base.i18n import current_locale
from lms.courseware.questions import File, MarkedByHand, QuestionReview
from lms.courseware.questions.views import Verdict
from lms.courseware.review_policy import Part
from lms.learning.correction import Choice
from lms.learning.grading import Given, credit_of
from lms.learning.mark import Mark
from lms.learning.queries.answers import checked_of, marks_of, payloads_of
from lms.learning.queries.corrections import first_regrading
from lms.learning.queries.prints import Dated, Print, print_of
from lms.learning.queries.tries import Paper
from lms.learning.queries.unclarities import said_unclear


@dataclass(frozen=True, slots=True)
class CorrectedKey:
    """A key that was corrected after the answer; `right_answer` is empty where it is not shown."""

    choice: Choice
    at: datetime
    right_answer: str


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a review shows beside the questions as they were printed.

    `unclear` holds the words the person left at a question, by its key; `percent_before` is the
    result before it was corrected at `regraded_at`.
    """

    reviews: tuple[QuestionReview, ...]
    corrected: Mapping[str, CorrectedKey]
    unclear: Mapping[str, str]
    regraded_at: datetime | None = None
    percent_before: Decimal | None = None


def aftermath_of(paper: Paper, reviews: list[QuestionReview], shown: frozenset[Part]) -> Aftermath:
    """Put marks and corrections into the reviews, as far as the policy shows them now."""
    attempt = paper.attempt
    printed = print_of(attempt.edition_id, attempt.quiz)
    payloads = payloads_of([attempt.id]).get(attempt.id, {})
    has_hand_work = any(review.by_hand for review in reviews)
    marks = marks_of(attempt.id) if has_hand_work else {}
    given = Given(payloads, _checks(paper), amendments=printed.amendments)
    regrading = first_regrading(attempt.id) if printed.amendments else None
    return Aftermath(
        reviews=tuple(
            _settled(printed, review, given, marks.get(review.key), shown) for review in reviews
        ),
        corrected=dict(_corrected(printed, reviews, shown)),
        unclear=said_unclear(attempt.enrolment_id, attempt.quiz),
        regraded_at=regrading.regraded_at if regrading else None,
        percent_before=regrading.percent_before if regrading else None,
    )


def _checks(paper: Paper) -> Mapping[str, list[object]]:
    if not paper.quiz.policy.tries_allowed:
        return {}
    return checked_of([paper.attempt.id]).get(paper.attempt.id, {})


def _settled(
    printed: Print, review: QuestionReview, given: Given, mark: Mark | None, shown: frozenset[Part]
) -> QuestionReview:
    question, payload = printed.quiz.question(review.key), given.answers.get(review.key)
    if isinstance(question, MarkedByHand):
        upload = question.upload_in(payload) if isinstance(question, File) else ""
        review = replace(review, upload=upload, verdict=question.verdict(payload, Fraction(0)))
        return review if mark is None else _marked(review, question, mark, shown)
    if review.key in printed.amendments and "correct" in shown:
        gained = credit_of(printed.quiz, review.key, given) or Fraction(0)
        verdict = _verdict(review.verdict or "wrong", gained)
        told = gained if "marks" in shown else None
        return replace(review, fraction=told, verdict=verdict)
    return review


def _marked(
    review: QuestionReview, question: MarkedByHand, mark: Mark, shown: frozenset[Part]
) -> QuestionReview:
    """The points where marks are shown, and what the trainer wrote where feedback is."""
    return replace(
        review,
        fraction=question.credit(mark.points) if "marks" in shown else None,
        verdict="marked",
        points=dict(mark.points) if "marks" in shown else None,
        comment=mark.comment if "feedback" in shown else "",
    )


def _verdict(before: Verdict, gained: Fraction) -> Verdict:
    """Name the result after a correction; who answered nothing may have gained all the same."""
    if gained == 1:
        return "right"
    return "partly" if gained else "blank" if before == "blank" else "wrong"


def _corrected(
    printed: Print, reviews: list[QuestionReview], shown: frozenset[Part]
) -> Iterator[tuple[str, CorrectedKey]]:
    for review in reviews:
        for dated in printed.amendments.get(review.key, ())[-1:]:
            yield review.key, _told(dated, shown)


def _told(dated: Dated, shown: frozenset[Part]) -> CorrectedKey:
    right = dated.question.right_answer(current_locale()) if "answer" in shown else ""
    return CorrectedKey(dated.choice, dated.decided_at, right)
