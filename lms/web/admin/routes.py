"""All administration pages: importing this module puts every view on the blueprint."""

from lms.web.admin import (
    index,
    invitations,
    members,
    mergers,
    organisations,
    people,
    reset_links,
    roles,
    suspensions,
)
from lms.web.admin.blueprint import admin

MODULES = (
    index,
    invitations,
    members,
    mergers,
    organisations,
    people,
    reset_links,
    roles,
    suspensions,
)
bp = admin
