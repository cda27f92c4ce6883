"""Forms: what every form of the site has in common."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import Field, FieldList, FormField
from wtforms.validators import ValidationError

from lms.base.i18n import gettext as _

BESIDES = frozenset({"csrf_token", "next"})


class Form(FlaskForm):  # type: ignore[misc]
    """A form that refuses (400) fields it does not have: nobody else's are written by accident."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where the fields come from."""

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """What was sent as a form and nothing else: JSON would come in any shape."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields; raises BadRequest for unknown ones."""
        if request.form.keys() - set(_names(self)) - BESIDES:
            raise BadRequest
        return bool(super().validate(extra_validators))


def _names(fields: Iterable[Field]) -> Iterator[str]:
    """The names of all fields, those inside lists and inner forms included."""
    for field in fields:
        if isinstance(field, FieldList | FormField):
            yield from _names(field)
        else:
            yield field.name


def stripped(text: str | None) -> str:
    """A filter: no spaces around a line."""
    return (text or "").strip()


def one_line(_form: FlaskForm, field: Field) -> None:
    """A validator: no line ends or other control characters in a line of text."""
    if any(unicodedata.category(sign) == "Cc" for sign in field.data or ""):
        raise ValidationError(_("Write this on one line, in plain letters."))


def plain_text(_form: FlaskForm, field: Field) -> None:
    """A validator: line ends are fine, other control characters are not."""
    if any(
        unicodedata.category(sign) == "Cc" and sign not in "\r\n\t" for sign in field.data or ""
    ):
        raise ValidationError(_("Write this in plain letters."))
