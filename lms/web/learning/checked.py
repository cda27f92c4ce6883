"""What a person learns of one question: while the attempt is open, and after it was handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from lms.base.i18n import current_locale
from lms.courseware.questions import Question, QuestionReview
from lms.courseware.review_policy import Part
from lms.courseware.syllabus import Quiz
from lms.learning.check import gained, is_locked, tries_at_question

# What waits until a question is locked: it would give the next try away.
LOCKED_ONLY: frozenset[Part] = frozenset({"explanation", "answer"})


@dataclass(frozen=True, slots=True)
class Checked:
    """How far checking one question has come; `left` are the tries still to be had.

    `review` is None before the first try, `hint` before the first wrong one.
    """

    is_locked: bool
    used: int
    left: int
    review: QuestionReview | None
    hint: Markup | None


@dataclass(frozen=True, slots=True)
class Responses:
    """What was answered in an attempt: the newest answers, and what was checked, by question."""

    saved: Mapping[str, object]
    checks: Mapping[str, Sequence[object]]


def checked_of(
    quiz: Quiz, question: Question, checked: Sequence[object], order: Sequence[str] | None
) -> Checked | None:
    """Say how far checking has come; None where a question cannot be checked."""
    policy, locale = quiz.policy, current_locale()
    if not policy.tries_allowed or question.is_marked_by_hand:
        return None
    locked = is_locked(question, policy, checked)
    shown = policy.review.at("during") - (frozenset() if locked else LOCKED_ONLY)
    hints = question.hints[: len(checked)]
    return Checked(
        is_locked=locked,
        used=len(checked),
        left=0 if locked else policy.tries_allowed - len(checked),
        review=_priced(quiz, question, checked, question.review(locale, checked[-1], order, shown))
        if checked
        else None,
        hint=hints[-1].in_(locale) if hints and not locked else None,
    )


def review_of(
    quiz: Quiz,
    question: Question,
    responses: Responses,
    order: Sequence[str] | None,
    shown: frozenset[Part],
) -> QuestionReview:
    """Show a question after the attempt, with the try that counts and what is shown of it."""
    saved = responses.saved.get(question.key, {})
    tries = tries_at_question(question, quiz.policy, responses.checks.get(question.key, ()), saved)
    _, place = gained(question, quiz.policy, tries)
    response = tries[place] if tries else {}
    review = question.review(current_locale(), response, order, shown)
    return _priced(quiz, question, tries, review)


def _priced(
    quiz: Quiz, question: Question, tries: Sequence[object], review: QuestionReview
) -> QuestionReview:
    """The review with what was gained, less what wrong tries have cost, where that is shown."""
    if review.fraction is None:
        return review
    return replace(review, fraction=gained(question, quiz.policy, tries)[0])
