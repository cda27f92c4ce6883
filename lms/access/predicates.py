"""The questions the table of rules is made of; each takes the person and the thing, if any."""

from lms.accounts.person import Person
from lms.accounts.roles import Role, Scope
from lms.catalogue.course import Course
from lms.seminars.city import City
from lms.seminars.seminar import Seminar


def signed_in(person: Person, thing: object) -> bool:
    """Anybody with an account; the thing was found among what the person may see."""
    del person, thing
    return True


def teaches(person: Person, thing: object) -> bool:
    """A trainer of this course, or of any when none is named; administrators too."""
    if person.is_administrator:
        return True
    if isinstance(thing, Course):
        return person.may_act_as(Role.TRAINER, Scope.COURSE, thing.key)
    return thing is None and person.is_trainer


def organizes(person: Person, thing: object) -> bool:
    """An organizer of this city (or the seminar's), or of any when none is named."""
    if person.is_administrator:
        return True
    city = thing.city if isinstance(thing, Seminar) else thing
    if isinstance(city, City):
        return person.may_act_as(Role.ORGANIZER, Scope.CITY, city.key)
    return thing is None and person.is_organizer


def administers(person: Person, thing: object) -> bool:
    """An administrator."""
    del thing
    return person.is_administrator
