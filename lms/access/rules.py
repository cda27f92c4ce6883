"""Who may do what: the one table."""

from collections.abc import Callable, Mapping

from lms.access.permissions import Permission
from lms.access.predicates import administers, organizes, signed_in, teaches
from lms.accounts.person import Person

RULES: Mapping[Permission, Callable[[Person, object], bool]] = {
    Permission.ACCOUNT_OWN: signed_in,
    Permission.COURSE_ENROL: signed_in,
    Permission.COURSE_LEARN: signed_in,
    Permission.COURSE_TEACH: teaches,
    Permission.COURSE_WRITE: teaches,
    Permission.SEMINAR_REGISTER: signed_in,
    Permission.SEMINAR_ANNOUNCE: organizes,
    Permission.SEMINAR_RUN: organizes,
    Permission.PEOPLE_ADMINISTER: administers,
}
