"""The words for how a person stands in a course."""

from collections.abc import Mapping

from lms.base.i18n import LazyString, lazy_gettext
from lms.learning.enrolment import Standing

STANDINGS: Mapping[Standing, LazyString] = {
    Standing.STOPPED: lazy_gettext("Stopped"),
    Standing.NOT_STARTED: lazy_gettext("Not started"),
    Standing.GOING_ON: lazy_gettext("Going on"),
    Standing.FINISHED: lazy_gettext("Finished"),
}
