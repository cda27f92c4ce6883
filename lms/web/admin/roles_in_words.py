"""Roles as choices of a form and in words: «Organizer: Irkutsk»."""

from dataclasses import dataclass

from wtforms import SelectChoice

from lms.accounts.person import Person
from lms.accounts.roles import Grant, Role, Scope
from lms.base.i18n import current_locale
from lms.base.i18n import gettext as _
from lms.catalogue import queries as catalogue
from lms.seminars import queries as seminars

BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a role can be held for, with its names in the reader's language."""

    cities: dict[str, str]
    courses: dict[str, str]

    def say(self, grant: Grant) -> str:
        """A role in words; a city or course that is gone goes by its key."""
        role = role_word(grant.role)
        if grant.scope is Scope.CITY:
            return f"{role}: {self.cities.get(grant.key, grant.key)}"
        if grant.scope is Scope.COURSE:
            return f"{role}: {self.courses.get(grant.key, grant.key)}"
        if grant.role is Role.ORGANIZER:
            return _("Organizer of all cities")
        return _("Trainer of all courses") if grant.role is Role.TRAINER else role

    def choices(self) -> list[SelectChoice]:
        """Every role that can be given, by group; the value reads back by `grant_of`."""
        grants = [
            Grant(Role.ADMINISTRATOR, Scope.ALL),
            Grant(Role.ORGANIZER, Scope.ALL),
            *(Grant(Role.ORGANIZER, Scope.CITY, key) for key in self.cities),
            Grant(Role.TRAINER, Scope.ALL),
            *(Grant(Role.TRAINER, Scope.COURSE, key) for key in self.courses),
        ]
        return [
            SelectChoice(value_of(grant), self.say(grant), optgroup=role_word(grant.role))
            for grant in grants
        ]


def scopes(person: Person) -> Scopes:
    """All cities and courses there are, as an administrator finds them."""
    locale = current_locale()
    cities = {city.key: city.name_in(locale) for city in seminars.cities_run_by(person)}
    courses = {
        taught.course.key: taught.syllabus.title.in_(locale)
        for taught in catalogue.courses_taught_by(person)
    }
    return Scopes(dict(sorted(cities.items(), key=lambda city: city[1])), courses)


def role_word(role: Role) -> str:
    """What the role is called."""
    words = {
        Role.ADMINISTRATOR: _("Administrator"),
        Role.ORGANIZER: _("Organizer"),
        Role.TRAINER: _("Trainer"),
    }
    return words[role]


def value_of(grant: Grant) -> str:
    """A role as the value of a choice."""
    return BETWEEN.join((grant.role, grant.scope, grant.key))


def grant_of(value: str) -> Grant:
    """The role behind the value of a choice, which the form has found among the choices."""
    role, scope, key = value.split(BETWEEN, 2)
    return Grant(Role(role), Scope(scope), key)
