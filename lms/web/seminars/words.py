"""What the pages say of a seminar in words: places, kinds, times in the city and in Moscow."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint

from lms.base.errors import Refusal
from lms.base.i18n import (
    LazyString,
    lazy_gettext,
    leaf_of,
    ngettext,
    say_day,
    say_moment,
    say_month,
    say_time,
)
from lms.base.i18n import gettext as _
from lms.seminars.queries import SeminarCard
from lms.seminars.refusals import RegistrationClosed, RegistrationNotOpen
from lms.seminars.registration import RegistrationState
from lms.seminars.seminar import Kind, Seminar
from lms.seminars.times import say_hours, say_moscow_hours, say_moscow_time

KINDS: Mapping[Kind, LazyString] = {
    Kind.SEMINAR: lazy_gettext("Seminar"),
    Kind.TRAINING: lazy_gettext("Training"),
    Kind.CONFERENCE: lazy_gettext("Conference"),
    Kind.PRESS_CONFERENCE: lazy_gettext("Press conference"),
}
STATES: Mapping[RegistrationState, LazyString] = {
    RegistrationState.REGISTERED: lazy_gettext("has a place"),
    RegistrationState.WAITING: lazy_gettext("on the waiting list"),
    RegistrationState.CANCELLED: lazy_gettext("registration cancelled"),
}


def say_kind(kind: Kind | str) -> str:
    """The kind of event."""
    return str(KINDS[Kind(kind)])


def say_state(state: RegistrationState | str) -> str:
    """Where a registration stands."""
    return str(STATES[RegistrationState(state)])


def say_places(card: SeminarCard) -> str:
    """How many places are left."""
    if card.places_left:
        return ngettext("%(num)s place left", "%(num)s places left", card.places_left)
    return _("no places left")


def say_turn(card: SeminarCard) -> str:
    """Where on the waiting list the next one would stand; empty while there are places."""
    if card.places_left:
        return ""
    return _("On the waiting list you would be number %(turn)s.", turn=card.waiting + 1)


def say_reason(refusal: Refusal, seminar: Seminar, zone: str) -> str:
    """Why there is no button, with the moment where one matters."""
    if isinstance(refusal, RegistrationNotOpen):
        return _(
            "Registration opens on %(moment)s. Please come back then.",
            moment=say_both(seminar.registration_opens_at, zone),
        )
    if isinstance(refusal, RegistrationClosed):
        return _(
            "Registration was open until %(moment)s. If you still want to come, ask the organizer.",
            moment=say_both(seminar.registration_closes_at, zone),
        )
    return str(refusal.text)


def say_both(moment: datetime, zone: str) -> str:
    """A moment in the city, and in Moscow where the clocks differ."""
    there, moscow = say_moment(moment, zone), say_moscow_time(moment, zone)
    return _("%(there)s (%(moscow)s in Moscow)", there=there, moscow=moscow) if moscow else there


def offer(bp: Blueprint) -> None:
    """Let every template and macro say these things."""
    for say in (
        leaf_of,
        say_both,
        say_day,
        say_hours,
        say_kind,
        say_moment,
        say_month,
        say_moscow_hours,
        say_moscow_time,
        say_places,
        say_reason,
        say_state,
        say_time,
        say_turn,
    ):
        bp.add_app_template_global(say, say.__name__)
