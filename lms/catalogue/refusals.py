"""How the writing of a course says no."""

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext


class FileRefusedByCourse(Refusal):
    """A course cannot hold a file of this name, kind or size."""

    text = lazy_gettext("A course cannot hold this file.")


class ChangedMeanwhile(Refusal):
    """Somebody has saved this file since it was opened."""

    text = lazy_gettext(
        "Somebody has changed this file since you opened it. Your text is below: compare it with "
        "what is saved now, and save again."
    )


class DraftOutdated(Refusal):
    """An edition was published after these files were begun."""

    text = lazy_gettext(
        "A newer edition was published after you had begun. Look at the files marked “outdated”: "
        "keep yours, or discard them."
    )


class NothingToPublish(Refusal):
    """The draft is the same as the edition."""

    text = lazy_gettext("The draft is the same as the published edition. There is nothing to do.")


class QuestionsPlaced(Refusal):
    """The file of questions was put into a quiz before."""

    text = lazy_gettext("These questions were put into a quiz already. Bring the file again.")
