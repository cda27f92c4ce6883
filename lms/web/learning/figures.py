"""Numbers and moments of learning as the templates say them."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal
from flask import Blueprint

from lms.base.i18n import current_locale, say_moment
from lms.base.i18n import gettext as _

# Learners are not asked where they live; a course keeps the time of the capital and says so.
ZONE = "Europe/Moscow"

bp = Blueprint("figures", __name__)


@bp.app_template_filter("figure")
def figure(number: Decimal | int) -> str:
    """A number as a person writes it: «80», «66.7», in Russian «66,7»."""
    return format_decimal(number, format="0.##", locale=current_locale())


@bp.app_template_filter("moscow")
def moscow(moment: datetime) -> str:
    """Day and time, with the zone named: «5 December 2026, 10:00, Moscow time»."""
    return _("%(moment)s, Moscow time", moment=say_moment(moment, ZONE))


@bp.app_template_filter("part")
def part(number: Fraction) -> str:
    """An exact part in per cent as a person reads it, to one decimal: «66.7»."""
    return figure(Decimal(round(number * 10)).scaleb(-1))
