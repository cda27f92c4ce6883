"""What an organizer is told after a change: letters that went, people to call."""

from collections.abc import Sequence

from flask import flash

from lms.base.i18n import gettext as _
from lms.base.i18n import ngettext
from lms.seminars.operations import MovedUp, Revision


def say_saved(revision: Revision, letters: str) -> None:
    """The seminar is saved, and so many letters are on their way."""
    flash(_("The seminar is saved."), "done")
    if revision.difference.matters and letters.isdigit() and int(letters[:6]):
        say_letters(int(letters[:6]))


def say_letters(number: int) -> None:
    """So many letters are on their way."""
    text = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", number)
    flash(text, "info")


def say_moved_up(people: Sequence[MovedUp]) -> None:
    """Who has got a place out of the queue, and who of them must be told by telephone."""
    if not people:
        return
    names = ", ".join(person.name for person in people)
    flash(_("Moved up from the waiting list: %(names)s.", names=names), "done")
    silent = [person for person in people if not person.gets_a_letter]
    if silent:
        names = ", ".join(
            f"{person.name} ({person.phone})" if person.phone else person.name for person in silent
        )
        flash(
            _("No letter reaches these people, please call them: %(names)s.", names=names),
            "warning",
        )
