"""The names of everything a person may be allowed to do."""

from enum import StrEnum


class Permission(StrEnum):
    """One name per deed; who may do it stands in `rules`."""

    ACCOUNT_OWN = "account.own"
    COURSE_ENROL = "course.enrol"
    COURSE_LEARN = "course.learn"
    COURSE_TEACH = "course.teach"
    COURSE_WRITE = "course.write"
    SEMINAR_REGISTER = "seminar.register"
    SEMINAR_ANNOUNCE = "seminar.announce"
    SEMINAR_RUN = "seminar.run"
    PEOPLE_ADMINISTER = "people.administer"
