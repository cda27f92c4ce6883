"""All account pages: importing this module puts every view on its blueprint."""

from lms.web.accounts import (
    confirmations,
    emails,
    forgotten_password,
    forgotten_username,
    memberships,
    passwords,
    profile,
    resets,
    sessions,
    sign_in,
    sign_out,
    sign_up,
)
from lms.web.accounts.blueprints import account, accounts

MODULES = (
    confirmations,
    emails,
    forgotten_password,
    forgotten_username,
    memberships,
    passwords,
    profile,
    resets,
    sessions,
    sign_in,
    sign_out,
    sign_up,
)
BLUEPRINTS = (account, accounts)
