"""What a one-time address shows when it is good no longer, or never was."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms.web.settings import settings


def dead_link() -> ResponseReturnValue:
    """The same page for used, too old, foreign and made up."""
    return render_template("accounts/dead_link.html", settings=settings()), 404
