"""The form for a seminar: all of it by the clocks of its city."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import wtforms
from wtforms import (
    FormField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional

from lms.base.i18n import Translatable, lazy_gettext
from lms.base.i18n import gettext as _
from lms.seminars.city import City
from lms.seminars.plan import MOST_DAYS, NewVenue, Plan, PlannedDay
from lms.seminars.seminar import Kind
from lms.seminars.venue import Venue
from lms.web.forms import Form, one_line, plain_text, stripped
from lms.web.organise.fields import ClockField, DayField, DegreesField, MomentField, NumberField
from lms.web.organise.fields import ShortList as DayList
from lms.web.seminars.words import KINDS

NEW = "new"
TOO_LONG = lazy_gettext("This is too long. Use at most %(max)d characters.")
NOT_LISTED = lazy_gettext("Choose one from the list.")
MISSING = lazy_gettext("Write this too, or leave the whole day empty.")


def _choices(pairs: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


def _line(label: Translatable, most: int) -> StringField:
    validators = [Length(max=most, message=TOO_LONG), one_line]
    return StringField(label, filters=[stripped], validators=validators)


def _text(label: Translatable) -> TextAreaField:
    validators = [Length(max=5000, message=TOO_LONG), plain_text]
    return TextAreaField(label, filters=[stripped], validators=validators)


def _degrees(label: Translatable, most: int) -> DegreesField:
    message = lazy_gettext("This must be between %(min)s and %(max)s degrees.")
    return DegreesField(label, validators=[Optional(), NumberRange(-most, most, message=message)])


class DayForm(wtforms.Form):  # type: ignore[misc]
    """One day of the programme; left empty it is no day at all."""

    uid = HiddenField()
    day = DayField(lazy_gettext("Day"))
    begins = ClockField(lazy_gettext("Begins"))
    ends = ClockField(lazy_gettext("Ends"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check that the day is whole or empty."""
        fine = bool(super().validate(extra_validators))
        for field in (self.day, self.begins, self.ends):
            if not self.is_empty and field.data is None and not field.errors:
                field.errors = [str(MISSING)]
                fine = False
        return fine

    @property
    def is_empty(self) -> bool:
        """Whether the day was left out; a new day without a date is one that was not needed."""
        if self.day.errors or self.begins.errors or self.ends.errors:
            return False
        return self.day.data is None and (
            not self.uid.data or (self.begins.data is None and self.ends.data is None)
        )


class SeminarForm(Form):
    """Where, what, when, how many, who teaches."""

    op_id = HiddenField()
    basis = HiddenField()
    letters = HiddenField()
    city = SelectField(lazy_gettext("City"), invalid_choice_message=NOT_LISTED)
    venue = SelectField(lazy_gettext("Venue"), invalid_choice_message=NOT_LISTED)
    venue_name = _line(lazy_gettext("Name of the venue"), 160)
    venue_address = _line(lazy_gettext("Street and number"), 240)
    venue_directions = _text(lazy_gettext("How to get there"))
    venue_accessibility = _text(lazy_gettext("Accessibility: steps, lift, hearing loop"))
    venue_latitude = _degrees(lazy_gettext("Latitude"), 90)
    venue_longitude = _degrees(lazy_gettext("Longitude"), 180)
    kind = SelectField(lazy_gettext("Kind"), invalid_choice_message=NOT_LISTED)
    title_en = _line(lazy_gettext("Title in English"), 160)
    title_ru = _line(lazy_gettext("Title in Russian"), 160)
    summary_en = _text(lazy_gettext("What it is about, in English"))
    summary_ru = _text(lazy_gettext("What it is about, in Russian"))
    course = SelectField(lazy_gettext("Course"), invalid_choice_message=NOT_LISTED)
    days = DayList(FormField(DayForm), lazy_gettext("Days"), min_entries=1, max_entries=MOST_DAYS)
    capacity = NumberField(lazy_gettext("Number of places"))
    opens = MomentField(
        lazy_gettext("Registration opens"), format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )
    closes = MomentField(
        lazy_gettext("Registration closes"), format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )
    trainers = _line(lazy_gettext("Trainers"), 400)
    add_day = SubmitField(lazy_gettext("Add a day"))

    def offer(
        self,
        cities: Sequence[City],
        venues: Sequence[Venue],
        courses: list[tuple[str, str]],
        locale: str,
    ) -> None:
        """Set out what there is to choose."""
        names = {city.id: city.name_in(locale) for city in cities}
        self.city.choices = [SelectChoice(city.key, names[city.id]) for city in cities]
        known = [(str(venue.id), f"{names[venue.city_id]}: {venue.name}") for venue in venues]
        known.sort(key=lambda pair: pair[1])
        self.venue.choices = _choices([*known, (NEW, _("A new venue"))])
        self.kind.choices = _choices([(kind.value, str(label)) for kind, label in KINDS.items()])
        self.capacity.flags.required = True
        if len(self.days) == 1:
            for field in self._first_day():
                field.flags.required = True
        for field in (self.venue_name, self.venue_address):
            field.flags.asked = True
        self.course.choices = _choices([("", _("No course")), *courses])

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check what can be seen without the calendar; the rest is checked with the plan."""
        fine = super().validate(extra_validators)
        if self.venue.data == NEW:
            for field in (self.venue_name, self.venue_address):
                if not field.data:
                    field.errors = [_("A new venue needs a name and an address.")]
                    fine = False
        if self.capacity.data is None and not self.capacity.errors:
            self.capacity.errors = [str(NumberField.expects)]
            fine = False
        self._gather_days()
        return fine

    def add_a_day(self) -> None:
        """One more empty day, the day after the last one, at the same hours."""
        if len(self.days) >= MOST_DAYS:
            return
        last = self.days[-1].form
        after = last.day.data + timedelta(days=1) if last.day.data else None
        self.days.append_entry({"day": after, "begins": last.begins.data, "ends": last.ends.data})

    def plan(self, city: City) -> Plan:
        """What was typed, as a plan."""
        return Plan(
            city_id=city.id,
            venue=self._new_venue() if self.venue.data == NEW else int(self.venue.data),
            kind=Kind(self.kind.data),
            title_en=self.title_en.data,
            title_ru=self.title_ru.data,
            summary_en=self.summary_en.data,
            summary_ru=self.summary_ru.data,
            course_key=self.course.data,
            days=tuple(
                PlannedDay(day.day.data, day.begins.data, day.ends.data, day.uid.data or "")
                for day in self._whole_days()
            ),
            capacity=self.capacity.data,
            opens=self.opens.data,
            closes=self.closes.data,
            trainers=tuple(self.trainers.data.replace(",", " ").split()),
        )

    def blame(self, problems: Mapping[str, Sequence[Translatable]]) -> None:
        """Put each problem of a plan beside its field."""
        days = self._whole_days()
        for name, texts in problems.items():
            errors = [str(text) for text in texts]
            if name.startswith("days-"):
                _days, index, part = name.split("-")
                days[int(index)][part].errors = errors
            elif name == "days":
                self.form_errors.extend(errors)
            else:
                self[name].errors = errors
        self._gather_days()

    def _first_day(self) -> tuple[wtforms.Field, ...]:
        first = self.days[0].form
        return first.day, first.begins, first.ends

    def _whole_days(self) -> list[DayForm]:
        return [entry.form for entry in self.days if not entry.form.is_empty]

    def _gather_days(self) -> None:
        """Say in one place what is wrong with the days, for the list above the form."""
        self.days.errors = [
            _("day %(number)s: %(errors)s", number=number, errors=" ".join(map(str, field.errors)))
            for number, entry in enumerate(self.days, start=1)
            for field in entry.form
            if field.errors
        ]

    def _new_venue(self) -> NewVenue:
        return NewVenue(
            self.venue_name.data,
            self.venue_address.data,
            self.venue_directions.data,
            self.venue_accessibility.data,
            self.venue_latitude.data,
            self.venue_longitude.data,
        )
