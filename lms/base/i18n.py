"""Languages: the only place that knows Flask-Babel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

import flask_babel
from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from flask import Flask
from flask_babel import Babel, LazyString, force_locale, get_locale

__all__ = [
    "LOCALES",
    "LazyString",
    "Translatable",
    "current_locale",
    "gettext",
    "init_app",
    "lazy_gettext",
    "lazy_ngettext",
    "ngettext",
    "pgettext",
    "say_day",
    "say_moment",
    "say_time",
    "speaking",
]

LOCALES = ("en", "ru")
Translatable: TypeAlias = str | LazyString

gettext: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext
pgettext: Callable[..., str] = flask_babel.pgettext
lazy_gettext: Callable[..., LazyString] = flask_babel.lazy_gettext
lazy_ngettext: Callable[..., LazyString] = flask_babel.lazy_ngettext


def init_app(app: Flask, choose: Callable[[], str]) -> None:
    """Set up translation; `choose` names the locale of the request being answered."""
    Babel(
        app,
        default_locale=LOCALES[0],
        default_timezone="UTC",
        default_translation_directories="translations",
        locale_selector=choose,
    )


def current_locale() -> str:
    """The language spoken now: `en` or `ru`."""
    locale = get_locale()
    return locale.language if locale and locale.language in LOCALES else LOCALES[0]


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak `locale` inside the block: letters are written in the reader's language."""
    with force_locale(locale):
        yield


def say_day(moment: datetime | date, zone: str | None = None) -> str:
    """A day as a person says it: «Saturday, 5 December», with the year unless it is near.

    `zone` is an IANA name and is required to move an aware moment to local time.
    """
    day = (
        moment.astimezone(ZoneInfo(zone)).date()
        if isinstance(moment, datetime) and zone
        else moment
    )
    locale = current_locale()
    pattern = "EEEE, d MMMM y" if locale == "en" else "EEEE, d MMMM y 'г'."
    return babel_date(day, pattern, locale=locale)


def say_time(moment: datetime, zone: str) -> str:
    """The time of day in `zone` (an IANA name), 24 hours: «10:00»."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def say_moment(moment: datetime, zone: str) -> str:
    """Day and time in `zone`: «5 December 2026, 10:00»."""
    return babel_datetime(
        moment.astimezone(ZoneInfo(zone)), "d MMMM y, HH:mm", locale=current_locale()
    )
