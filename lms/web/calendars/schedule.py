"""Calendars for programs: the whole schedule, a city, one seminar, and a person's own."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, request
from werkzeug.http import parse_etags

from lms.base import clock
from lms.base.errors import NotFound
from lms.base.i18n import LOCALES, speaking
from lms.base.i18n import gettext as _
from lms.base.tokens import digest
from lms.calendars import ical, queries
from lms.calendars.shelf import Ready, Shelf
from lms.seminars import calendar
from lms.seminars.calendar import CalendarSession, Scope
from lms.web.gate import public, shared

bp = Blueprint("calendars", __name__)
shelf = Shelf()
FIVE_MINUTES = "public, max-age=300"
ALWAYS_ASK = "private, max-age=0, must-revalidate"


@bp.get("/seminars.ics")
@shared
def schedule() -> Response:
    """Every seminar, or those of `?city=` and `?course=`."""
    scope = Scope(city=request.args.get("city", ""), course=request.args.get("course", ""))
    return _public(scope, lambda: _("Seminars"), "seminars.ics")


@bp.get("/cities/<city>.ics")
@shared
def city(city: str) -> Response:
    """The seminars of one city."""
    found = calendar.city(city)
    locale = _locale()
    return _public(
        Scope(city=city), lambda: _("Seminars: %(city)s", city=found.name_in(locale)), "city.ics"
    )


@bp.get("/seminars/<slug>.ics")
@shared
def seminar(slug: str) -> Response:
    """One seminar, to be put into a calendar once."""
    at, locale = clock.now(), _locale()
    days = calendar.public_days(Scope(slug=slug), at)
    if not days:
        raise NotFound
    content = ical.download(days, locale=locale, base_url=_base_url(), year=at.year)
    return _send(content, f"{slug}.ics", disposition="attachment", cache=FIVE_MINUTES)


@bp.get("/calendar/<token>.ics")
@public
def feed(token: str) -> Response:
    """The seminars of whoever holds this address; gone from the moment it is revoked."""
    at = clock.now()
    found = queries.open_feed(digest(token))
    mark = (calendar.own_mark(found.user_id, at), calendar.since(at), found.locale)

    def build() -> bytes:
        days = calendar.own_days(found.user_id, at)
        return _subscription(days, lambda: _("My seminars"), found.locale, private=True)

    ready = shelf.fetch(("feed", found.id), mark, build)
    return _answer(ready, "seminars.ics", cache=ALWAYS_ASK)


def _public(scope: Scope, name: Callable[[], str], filename: str) -> Response:
    """A public calendar, from the shelf when nothing in it changed."""
    at, locale = clock.now(), _locale()
    mark = (calendar.public_mark(scope, at), calendar.since(at))

    def build() -> bytes:
        return _subscription(calendar.public_days(scope, at), name, locale, private=False)

    ready = shelf.fetch((scope, locale, _base_url()), mark, build)
    return _answer(ready, filename, cache=FIVE_MINUTES)


def _subscription(
    days: list[CalendarSession], name: Callable[[], str], locale: str, *, private: bool
) -> bytes:
    """Build a calendar to subscribe to, in a language."""
    with speaking(locale):
        title = name()
    return ical.subscription(
        days,
        name=title,
        locale=locale,
        base_url=_base_url(),
        private=private,
        year=clock.now().year,
    )


def _answer(ready: Ready, filename: str, *, cache: str) -> Response:
    """The calendar, squeezed where the client can; 304 when the client already has it."""
    squeeze = request.accept_encodings["gzip"] > 0
    etag = f"{ready.etag}-gz" if squeeze else ready.etag
    known = parse_etags(request.headers.get("If-None-Match"))
    if etag in known:
        response = Response(status=304)
    else:
        response = _send(
            ready.squeezed if squeeze else ready.content, filename, "inline", cache=cache
        )
        if squeeze:
            response.headers["Content-Encoding"] = "gzip"
    response.set_etag(etag)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = cache
    return response


def _send(content: bytes, filename: str, disposition: str, *, cache: str) -> Response:
    """Bytes of a calendar with the headers its readers need (RFC 5545 section 8.1)."""
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    response.headers["Cache-Control"] = cache
    return response


def _locale() -> str:
    """The language a public calendar is asked for in: `?lang=`, English otherwise."""
    wanted = request.args.get("lang", LOCALES[0])
    return wanted if wanted in LOCALES else LOCALES[0]


def _base_url() -> str:
    return str(current_app.extensions["lms.settings"].base_url)
