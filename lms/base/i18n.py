"""Languages: the only place that knows Flask-Babel.

A page says some fifty phrases, so the language is chosen once a request and each phrase is then
one look into its catalogue.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context
from flask_babel import Babel, LazyString
from markupsafe import Markup

__all__ = [
    "LOCALES",
    "DayLeaf",
    "LazyString",
    "Translatable",
    "current_locale",
    "gettext",
    "init_app",
    "lazy_gettext",
    "lazy_ngettext",
    "leaf_of",
    "ngettext",
    "pgettext",
    "say_date",
    "say_date_in_full",
    "say_day",
    "say_moment",
    "say_month",
    "say_time",
    "speaking",
]

LOCALES = ("en", "ru")
CATALOGUES = Path(__file__).parent.parent / "translations"
CHOOSER = "lms.locale"
CHOSEN = "locale"
MOST_PHRASES = 4096
Translatable: TypeAlias = str | LazyString

_insisted: ContextVar[str | None] = ContextVar("insisted", default=None)


def init_app(app: Flask, choose: Callable[[], str]) -> None:
    """Set up translation; `choose` names the locale of the request being answered."""
    Babel(app, default_locale=LOCALES[0], default_timezone="UTC", locale_selector=current_locale)
    app.extensions[CHOOSER] = choose
    words = {"_": _say, "gettext": _say, "ngettext": _say_number, "pgettext": _say_in_context}
    app.jinja_env.globals.update(words)


def current_locale() -> str:
    """The language spoken now: `en` or `ru`, chosen once a request."""
    insisted = _insisted.get()
    if insisted is not None:
        return insisted
    if not has_request_context():
        return LOCALES[0]
    found: str | None = g.get(CHOSEN)
    if found is None:
        found = current_app.extensions[CHOOSER]()
        setattr(g, CHOSEN, found)
    return found


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak `locale` inside the block: letters are written in the reader's language."""
    before = _insisted.set(locale if locale in LOCALES else LOCALES[0])
    try:
        yield
    finally:
        _insisted.reset(before)


def gettext(phrase: str, /, **words: object) -> str:
    """Say a phrase in the language spoken now, with `words` for its %(name)s."""
    said: str = _catalogue().gettext(phrase)
    return said % words if words else said


def ngettext(one: str, many: str, num: int, /, **words: object) -> str:
    """Say a phrase in the form that goes with a number, which the phrase may call %(num)s."""
    said: str = _catalogue().ngettext(one, many, num)
    return said % ({"num": num} | words)


def pgettext(context: str, phrase: str, /, **words: object) -> str:
    """Say a phrase that means different things in different contexts."""
    said = str(_catalogue().pgettext(context, phrase))
    return said % words if words else said


def lazy_gettext(phrase: str, /, **words: object) -> LazyString:
    """A phrase to be said later, in the language spoken then."""
    return LazyString(gettext, phrase, **words)


def lazy_ngettext(one: str, many: str, num: int, /, **words: object) -> LazyString:
    """A phrase with a number to be said later, in the language spoken then."""
    return LazyString(ngettext, one, many, num, **words)


def _catalogue() -> NullTranslations:
    """The phrases of the language spoken now."""
    return _catalogue_of(current_locale())


@cache
def _catalogue_of(locale: str) -> NullTranslations:
    """The phrases of a language; those of the code itself are English."""
    return Translations.load(CATALOGUES, [locale])


def _say(phrase: str, /, **words: object) -> Markup:
    """`gettext` for templates; %% always stands for a percent sign there."""
    if words:
        return _marked(_catalogue().gettext(phrase), words)
    return _said_plainly(current_locale(), phrase)


@lru_cache(MOST_PHRASES)
def _said_plainly(locale: str, phrase: str) -> Markup:
    """A phrase without words in it: the same every time."""
    return _marked(_catalogue_of(locale).gettext(phrase), {})


def _say_number(one: str, many: str, num: int, /, **words: object) -> Markup:
    """`ngettext` for templates."""
    return _marked(_catalogue().ngettext(one, many, num), {"num": num} | words)


def _say_in_context(context: str, phrase: str, /, **words: object) -> Markup:
    """`pgettext` for templates."""
    return _marked(str(_catalogue().pgettext(context, phrase)), words)


def _marked(said: str, words: dict[str, object]) -> Markup:
    """A phrase of our own as HTML, with the words in it escaped."""
    return Markup(said) % words if words else Markup(said % words)  # noqa: S704 (our own text)


def say_day(moment: datetime | date, zone: str | None = None) -> str:
    """A day as a person says it: «Saturday, 5 December 2026».

    `zone` is an IANA name and is required to move an aware moment to local time.
    """
    day = (
        moment.astimezone(ZoneInfo(zone)).date()
        if isinstance(moment, datetime) and zone
        else moment
    )
    return _day_as(day, "EEEE, d MMMM y", current_locale())


@lru_cache(maxsize=4096)
def _day_as(day: date, pattern: str, locale: str) -> str:
    """A day in a pattern of CLDR; a list of seminars says the same few days again and again."""
    said: str = babel_date(day, pattern, locale=locale)
    return said


@dataclass(frozen=True, slots=True)
class DayLeaf:
    """A leaf of a calendar, in words ready to show."""

    weekday: str
    day: str
    month: str


def leaf_of(moment: datetime, zone: str) -> DayLeaf:
    """The leaf of the day in `zone` (an IANA name): «Sat», «5», «December»."""
    day, locale = moment.astimezone(ZoneInfo(zone)).date(), current_locale()
    return DayLeaf(_day_as(day, "EEE", locale), str(day.day), _day_as(day, "MMMM", locale))


def say_month(day: date) -> str:
    """A month by its name and year: «December 2026»."""
    month = _day_as(day, "LLLL y", current_locale())
    return month[:1].upper() + month[1:]


def say_date(moment: datetime, zone: str) -> str:
    """A day in `zone`, short enough for a table: «5 Dec 2026»."""
    local = moment.astimezone(ZoneInfo(zone))
    return _day_as(local.date(), "d MMM y", current_locale())


def say_time(moment: datetime, zone: str) -> str:
    """The time of day in `zone` (an IANA name), 24 hours: «10:00»."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def say_moment(moment: datetime, zone: str) -> str:
    """Day and time in `zone`: «5 December 2026, 10:00»."""
    return babel_datetime(
        moment.astimezone(ZoneInfo(zone)), "d MMMM y, HH:mm", locale=current_locale()
    )


def say_date_in_full(moment: datetime, zone: str) -> str:
    """A day in `zone` for paper: «5 December 2026»."""
    return _day_as(moment.astimezone(ZoneInfo(zone)).date(), "d MMMM y", current_locale())
