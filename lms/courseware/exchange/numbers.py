"""Numbers of other programs, exact, within what a quiz file can say."""

import re
from decimal import Decimal, InvalidOperation

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.rows import QuestionRefused

LONGEST = 60
MOST_DIGITS = 18
MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
WRITTEN = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d{1,3})?")


def decimal(written: str) -> Decimal:
    """Read a number with decimal comma or point; raises QuestionRefused for anything else."""
    text = "".join(written.split()).translate(MINUS)
    if len(text) > LONGEST or not WRITTEN.fullmatch(text):
        raise QuestionRefused(
            lazy_gettext("“%(text)s” is no number. Write one like 30 or 2.5.", text=written[:40])
        )
    try:
        return bounded(Decimal(text.replace(",", ".")))
    except InvalidOperation as error:
        raise QuestionRefused(lazy_gettext("A number here is too long.")) from error


def bounded(value: Decimal) -> Decimal:
    """Refuse more than 18 digits before or after the point; raises QuestionRefused."""
    if not value.is_finite() or abs(value) >= 10**MOST_DIGITS:
        raise QuestionRefused(lazy_gettext("A number here is too large."))
    rounded = value if _places(value) <= MOST_DIGITS else round(value, MOST_DIGITS)
    return Decimal(plain(rounded))


def _places(value: Decimal) -> int:
    return max(-int(value.as_tuple().exponent), 0)


def plain(value: object) -> str:
    """Write a number without an exponent."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def as_written(value: Decimal) -> int | Decimal:
    """Give a whole number as such: a quiz file writes 30, not 30.0."""
    return int(value) if _places(value) == 0 else value


def tidy(value: Decimal) -> Decimal:
    """Leave out zeros at the end of a number that was computed."""
    return Decimal(plain(value.normalize()))
