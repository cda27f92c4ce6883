"""Calendars for programs: the whole schedule, a city, one seminar, and a person's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, Response, current_app, request
from werkzeug.http import parse_etags

from lms.base import clock
from lms.base.errors import NotFound
from lms.base.i18n import LOCALES, speaking
from lms.base.i18n import gettext as _
from lms.base.tokens import digest
from lms.calendars import ical, queries
from lms.calendars.shelf import Ready, Shelf
from lms.seminars import queries as seminars
from lms.seminars.queries import CalendarSession
from lms.web.gate import public, shared
from lms.web.squeezing import takes_gzip

bp = Blueprint("calendars", __name__)
shelf = Shelf()
KEPT = timedelta(days=60)  # how long a day stays in calendars after it is over
FIVE_MINUTES = "public, max-age=300"
ALWAYS_ASK = "private, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which seminars a public calendar shows; None means all."""

    city_key: str | None = None
    course_key: str | None = None


def since(at: datetime) -> datetime:
    """Where calendars begin: the same moment all day, so that their bytes stay the same all day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0) - KEPT


@bp.get("/seminars.ics")
@shared
def schedule() -> Response:
    """Every seminar, or those of `?city=` and `?course=`."""
    scope = Scope(request.args.get("city") or None, request.args.get("course") or None)
    return _public(scope, lambda: _("Seminars"), "seminars.ics")


@bp.get("/cities/<city>.ics")
@shared
def city(city: str) -> Response:
    """The seminars of one city."""
    found = seminars.city(city)
    locale = _locale()
    return _public(
        Scope(city_key=city),
        lambda: _("Seminars: %(city)s", city=found.name_in(locale)),
        "city.ics",
    )


@bp.get("/seminars/<slug>.ics")
@shared
def seminar(slug: str) -> Response:
    """One seminar, to be put into a calendar once."""
    at, locale = clock.now(), _locale()
    days = seminars.calendar_sessions(seminar_slug=slug, since=since(at), at=at)
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
    owner, start = found.user_id, since(at)
    mark = (seminars.calendar_mark(user_id=owner, at=at), start)

    def build() -> bytes:
        days = seminars.calendar_sessions(user_id=owner, since=start, at=at)
        return _subscription(days, lambda: _("My seminars"), found.locale, private=True)

    ready = shelf.fetch(("feed", found.id, found.locale), mark, build)
    return _answer(ready, "seminars.ics", cache=ALWAYS_ASK)


def _public(scope: Scope, name: Callable[[], str], filename: str) -> Response:
    """A public calendar, from the shelf when nothing in it changed."""
    at, locale = clock.now(), _locale()
    city_key, course_key, start = scope.city_key, scope.course_key, since(at)
    found = seminars.calendar_mark(at=at)

    def build() -> bytes:
        days = seminars.calendar_sessions(
            city_key=city_key, course_key=course_key, since=start, at=at
        )
        return _subscription(days, name, locale, private=False)

    ready = shelf.fetch((scope, locale, _base_url()), (found, start), build)
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
    squeeze = takes_gzip(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = f"{ready.etag}-gz" if squeeze else ready.etag
    known = parse_etags(request.headers.get("If-None-Match"))
    if known.contains_weak(etag):  # a proxy may have weakened it on the way
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
