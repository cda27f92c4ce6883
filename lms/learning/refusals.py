"""What learning refuses, named for the fact, in words that say what to do."""

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext


class NotEnrolled(Refusal):
    """The person is not in the course."""

    text = lazy_gettext("You are not in this course. Enrol first: it takes one tap.")


class NotALesson(Refusal):
    """Only what is read can be marked as read."""

    text = lazy_gettext("A quiz is done when it is passed; it cannot be marked as read.")


class AttemptsExhausted(Refusal):
    """The quiz allows no further attempt."""

    text = lazy_gettext("You have used all attempts at this quiz. Your best result counts.")


class AttemptOver(Refusal):
    """The attempt was handed in, or its time has ended."""

    text = lazy_gettext(
        "This attempt is over, so this answer came too late. What was saved before counts."
    )


class UnknownQuestion(Refusal):
    """The attempt has no question of this key."""

    text = lazy_gettext("This question is not part of the attempt. Reload the page.")


class BadOperation(Refusal):
    """The mark of the sending is missing or was used for something else."""

    text = lazy_gettext("The page sent something unexpected. Reload it and answer again.")


class AnswerRefused(Refusal):
    """What was sent is no answer to this question; the text says what would be."""
