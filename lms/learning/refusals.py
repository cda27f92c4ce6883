"""What learning refuses, named for the fact, in words that say what to do."""

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext


class NotEnrolled(Refusal):
    """The person is not in the course."""

    text = lazy_gettext("You are not in this course. Enrol first: it takes one tap.")


class NotALesson(Refusal):
    """Only what is read can be marked as read."""

    text = lazy_gettext(
        "This cannot be marked as read: a quiz has to be passed, "
        "a role play has to come to an ending."
    )


class NotSetByHand(Refusal):
    """Only what a trainer set by hand can be taken back."""

    text = lazy_gettext(
        "Only what was set by hand can be taken back. What somebody has earned stays."
    )


class MayNotStart(Refusal):
    """Something keeps the person from starting an attempt now."""


class ItemLocked(MayNotStart):
    """Something else comes first, for a lesson as for a quiz."""

    text = lazy_gettext("This is not open yet. Its page says what comes first.")


class AttemptsExhausted(MayNotStart):
    """The quiz allows no further attempt."""

    text = lazy_gettext("You have used all attempts at this quiz. Ask your trainer for another.")


class TooEarly(MayNotStart):
    """The wait between two attempts is not over."""

    text = lazy_gettext("The next attempt cannot start yet. The page of the quiz says from when.")


class StartClosed(MayNotStart):
    """The last moment to start has passed."""

    text = lazy_gettext("This quiz can no longer be started. Ask your trainer for another date.")


class QuizEnded(MayNotStart):
    """The hard end has passed."""

    text = lazy_gettext("This quiz has ended. Ask your trainer for another date.")


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


class NotCheckable(Refusal):
    """The quiz shows how answers were only after handing in, or a person marks this question."""

    text = lazy_gettext("This question cannot be checked. Hand in to see how you did.")


class NothingToCheck(Refusal):
    """There is no answer yet, or none since the last try."""

    text = lazy_gettext("Answer the question first, then check it.")


class NothingOverridden(Refusal):
    """An override that changes nothing."""

    text = lazy_gettext("Give more time, another attempt, another date, or waive the wait.")


class NobodyChosen(Refusal):
    """An override for nobody."""

    text = lazy_gettext("Choose at least one person.")


class DatesCross(Refusal):
    """The last start lies after the hard end."""

    text = lazy_gettext("The last start has to be before the hard end.")


class NothingToMark(Refusal):
    """The attempt is not handed in, or nothing in it is marked by hand."""

    text = lazy_gettext("There is nothing to mark by hand in this attempt.")


class NotAllMarked(Refusal):
    """A criterion of some answer was left out, or has more points than there are."""

    text = lazy_gettext("Give points for every criterion of every answer.")


class MarkedMeanwhile(Refusal):
    """Another trainer has marked the same attempt in the meantime."""

    text = lazy_gettext(
        "Another trainer has marked these answers meanwhile. Look at their marks before you "
        "change them."
    )


class DecidedMeanwhile(Refusal):
    """Another trainer has decided about the same question in the meantime."""

    text = lazy_gettext(
        "Another trainer has decided about this question meanwhile. Look at the numbers again."
    )


class LossesNotConfirmed(Refusal):
    """The decision would take marks away, and nobody has said that it may."""

    text = lazy_gettext(
        "Some people would lose marks. Confirm that you mean it, or choose another."
    )


class NoFileTaken(Refusal):
    """The file cannot be taken; the text says why and what would be."""


class TooManyFiles(Refusal):
    """So many files were sent for one question that something must be wrong."""

    text = lazy_gettext("You have sent many files for this question. The last one counts.")


class AttemptStillOpen(Refusal):
    """The attempt has to be handed in first."""

    text = lazy_gettext("Hand in your answers first; after that you can tell us.")


class StoryWentOn(Refusal):
    """The page shows a node at which the person has decided already."""

    text = lazy_gettext("You had decided here already. This is where your story stands.")
