"""Every stored noun, imported once, so that the database knows all tables."""

from lms.accounts import invitation, organisation, roles, session, throttle, token, user
from lms.calendars import feed
from lms.catalogue import course, draft, edition
from lms.credentials import certificate
from lms.learning import (
    answer,
    attempt,
    check,
    correction,
    deadline,
    enrolment,
    grade,
    mark,
    override,
    playthrough,
    progress,
    unclarity,
    upload,
)
from lms.mail import message
from lms.reports.questions import analysis
from lms.seminars import city, registration, schedule_mark, seminar, venue

MODULES = (
    analysis,
    answer,
    attempt,
    certificate,
    check,
    city,
    correction,
    course,
    deadline,
    draft,
    edition,
    enrolment,
    feed,
    grade,
    invitation,
    mark,
    message,
    organisation,
    playthrough,
    override,
    progress,
    registration,
    roles,
    schedule_mark,
    seminar,
    session,
    throttle,
    token,
    unclarity,
    upload,
    user,
    venue,
)


def load() -> None:
    """Importing this module has already done it; the call says so where it is needed."""
