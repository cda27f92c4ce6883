"""Fields for days, times and numbers, which say in plain words what they expect."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wtforms import (
    DateField,
    DateTimeLocalField,
    FieldList,
    FloatField,
    IntegerField,
    TimeField,
)

from lms.base.i18n import LazyString, lazy_gettext


class _Plain:
    """A field that explains itself where the library would only say that a value is not valid."""

    expects: LazyString

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed, nothing being None; raises ValueError with what was expected."""
        self.data: Any = None
        typed = [value.strip() for value in valuelist]
        if not any(typed):
            return
        try:
            super().process_formdata(typed)  # type: ignore[misc]
        except (ValueError, OverflowError) as error:
            self.data = None
            raise ValueError(str(self.expects)) from error


class DayField(_Plain, DateField):  # type: ignore[misc]
    """A day."""

    expects = lazy_gettext("Write the day as year, month, day: 2026-12-05.")


class ClockField(_Plain, TimeField):  # type: ignore[misc]
    """A time of day."""

    expects = lazy_gettext("Write the time in hours and minutes: 10:00.")


class MomentField(_Plain, DateTimeLocalField):  # type: ignore[misc]
    """A day and a time by the clocks of the city."""

    expects = lazy_gettext("Write day and time: 2026-12-05 10:00.")


class NumberField(_Plain, IntegerField):  # type: ignore[misc]
    """A whole number."""

    expects = lazy_gettext("Write a whole number, for example 30.")


class DegreesField(_Plain, FloatField):  # type: ignore[misc]
    """Degrees of latitude or longitude."""

    expects = lazy_gettext("Write degrees as a number, for example 52.29.")


class ShortList(FieldList):  # type: ignore[misc]
    """A list of inner forms; names that only look numbered (`days-²`) do not count."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        for name in formdata:
            number = name[len(prefix) + 1 :].split("-", 1)[0]
            if name.startswith(f"{prefix}-") and number.isascii() and number.isdigit():
                yield min(int(number[:3]), 99)
