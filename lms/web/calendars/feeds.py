"""One's own calendar addresses: made, shown once, revoked."""

import re

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length, Regexp

from lms.access.permissions import Permission
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.base.i18n import lazy_gettext
from lms.base.tokens import fresh_token
from lms.calendars import operations, queries
from lms.calendars.operations import TooManyFeeds
from lms.web.current import current_person
from lms.web.forms import Form, one_line
from lms.web.gate import access

bp = Blueprint("feeds", __name__)
SECRET = re.compile(r"[A-Za-z0-9_-]{43}\Z")


class FeedForm(Form):
    """A name for the address; its secret is drawn with the form, so a double click makes one."""

    label = StringField(
        lazy_gettext("Name of the calendar"),
        [
            DataRequired(lazy_gettext("Give it a name, so that you know later which one it is.")),
            Length(max=60, message=lazy_gettext("At most %(max)d characters.")),
            one_line,
        ],
    )
    secret = HiddenField(validators=[Regexp(SECRET)])


@bp.get("/me/calendar/")
@access(Permission.ACCOUNT_OWN)
def index() -> ResponseReturnValue:
    """The addresses I have, and a form for another."""
    first = not queries.feeds_of(current_person())
    label = _("My phone") if first else ""
    return _page(FeedForm(formdata=None, secret=fresh_token(), label=label))


@bp.post("/me/calendar/")
@access(Permission.ACCOUNT_OWN)
def create() -> ResponseReturnValue:
    """Make an address and show it, this once."""
    person = current_person()
    form = FeedForm()
    if not form.validate():
        return _page(form, 422)
    try:
        with transaction():
            feed = operations.open_feed(person, form.secret.data, form.label.data.strip())
            label = feed.label
    except TooManyFeeds as error:
        flash(error.text, "error")
        return redirect(url_for("feeds.index"))
    base_url = current_app.extensions["lms.settings"].base_url
    address = f"{base_url}{url_for('calendars.feed', token=form.secret.data)}"
    webcal = "webcal:" + address.partition(":")[2]
    return render_template("feeds/show.html", label=label, address=address, webcal=webcal), 201


@bp.post("/me/calendar/<int:feed_id>/revocation")
@access(Permission.ACCOUNT_OWN)
def revoke(feed_id: int) -> ResponseReturnValue:
    """Close an address."""
    with transaction():
        label = operations.revoke(current_person(), feed_id).label
    flash(_("The address “%(label)s” no longer works.", label=label), "done")
    return redirect(url_for("feeds.index"))


def _page(form: FeedForm, status: int = 200) -> ResponseReturnValue:
    feeds = queries.feeds_of(current_person())
    page = render_template("feeds/index.html", form=form, feeds=feeds, most=operations.MOST)
    return page, status
