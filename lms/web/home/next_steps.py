"""What a person would do next here: go on reading, go to a seminar, see to what waits."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from lms.accounts import directory, queries
from lms.accounts.person import Person
from lms.base import clock
from lms.base.i18n import current_locale, ngettext
from lms.base.i18n import gettext as _
from lms.catalogue.queries import courses_taught_by
from lms.courseware.scenario import Scenario
from lms.courseware.syllabus import Kind, Lesson
from lms.learning.queries.journeys import Journey, Step, journeys_of
from lms.learning.queries.marking import counts_to_mark
from lms.seminars import queries as seminars
from lms.seminars.queries import OwnRegistration
from lms.web.catalogue.addresses import item_address


@dataclass(frozen=True, slots=True)
class Onward:
    """The one thing to go on with; `kilobytes` is what a lesson will load, None for the others."""

    title: str
    course: str
    address: str
    kind: Kind
    minutes: int
    kilobytes: int | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the person, with the way to it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What the first page shows a person, and nothing else."""

    onward: Onward | None
    has_begun: bool
    seminar: OwnRegistration | None
    waiting: tuple[Waiting, ...]


def next_steps(person: Person) -> NextSteps:
    """Read everything the first page needs."""
    journeys, at = journeys_of(person), clock.now()
    going_on = next((journey for journey in journeys if journey.goes_on), None)
    return NextSteps(
        onward=_onward(going_on) if going_on else None,
        has_begun=bool(journeys),
        seminar=seminars.next_of_person(person.id, at),
        waiting=tuple(_waiting(person, journeys)),
    )


def _onward(journey: Journey) -> Onward | None:
    """The first item of a course that is not done."""
    locale, item = current_locale(), journey.next_item
    if item is None:
        return None
    size = item.bytes.in_(locale) if isinstance(item, Lesson) else None
    return Onward(
        title=item.title.in_(locale),
        course=journey.syllabus.title.in_(locale),
        address=item_address(journey.key, item),
        kind=item.kind,
        minutes=item.minutes,
        kilobytes=max(1, round(size / 1024)) if size is not None else None,
        done=journey.done,
        total=journey.total,
    )


def _waiting(person: Person, journeys: list[Journey]) -> Iterator[Waiting]:
    """Quizzes and stories begun, an address to confirm, people who wait for an administrator."""
    for journey in journeys:
        yield from (_begun(journey, step) for step in journey.steps if step.record.is_open)
    if address := queries.waiting_email(person, clock.now()):
        words = _("Open the letter to %(address)s and confirm your address", address=address)
        yield Waiting(words, url_for("account.profile"))
    if person.is_trainer:
        yield from _for_trainer(person)
    if person.is_administrator:
        yield from _for_administrator()


def _begun(journey: Journey, step: Step) -> Waiting:
    title = step.item.title.in_(current_locale())
    if isinstance(step.item, Scenario):
        words = _("Go on with the story “%(title)s”", title=title)
    else:
        words = _("Finish “%(title)s” and hand it in", title=title)
    return Waiting(words, item_address(journey.key, step.item))


def _for_trainer(person: Person) -> Iterator[Waiting]:
    courses = {taught.course.id: taught for taught in courses_taught_by(person)}
    for course_id, count in counts_to_mark([*courses]).items():
        taught = courses[course_id]
        words = ngettext(
            "%(num)s attempt to mark: %(course)s",
            "%(num)s attempts to mark: %(course)s",
            count,
            course=taught.syllabus.title.in_(current_locale()),
        )
        yield Waiting(words, url_for("teach.marking.index", course=taught.course.key))


def _for_administrator() -> Iterator[Waiting]:
    organisations, claims, _invitations = directory.waiting(clock.now())
    if organisations + claims:
        words = ngettext(
            "%(num)s association or membership to confirm",
            "%(num)s associations and memberships to confirm",
            organisations + claims,
        )
        yield Waiting(words, url_for("admin.organisations"))
