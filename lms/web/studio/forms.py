"""The forms of the studio."""

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.formats import FORMATS
from lms.courseware.exchange.keys import is_key
from lms.web.forms import Form, one_line, stripped

MOST_TEXT = 400_000
NEW = ""


class FileForm(Form):
    """One text of the draft, typed or as a file."""

    basis = HiddenField()
    text = TextAreaField(lazy_gettext("Text"), [Length(max=MOST_TEXT)])
    upload = FileField(lazy_gettext("Or choose a file that takes its place"))


class QuestionFileForm(Form):
    """A file of questions, chosen or pasted."""

    op_id = HiddenField()
    upload = FileField(lazy_gettext("File"))
    text = TextAreaField(
        lazy_gettext("Or paste the questions here"), [Optional(), Length(max=MOST_TEXT)]
    )
    format = SelectField(
        lazy_gettext("Format"),
        choices=[
            SelectChoice("", lazy_gettext("Tell it from the file")),
            *(SelectChoice(one.name, one.label) for one in FORMATS.values()),
        ],
    )
    language = RadioField(lazy_gettext("Language of the texts"), [InputRequired()])


class PlaceForm(Form):
    """Where the questions go."""

    module = SelectField(lazy_gettext("Module"), [InputRequired()])
    quiz = SelectField(lazy_gettext("Quiz"))
    title = StringField(
        lazy_gettext("Title of the new quiz"), [Length(max=200), one_line], [stripped]
    )
    key = StringField(
        lazy_gettext("Key of the new quiz"),
        [Length(max=48)],
        [stripped],
        description=lazy_gettext(
            "Lower-case Latin letters, digits and hyphens. It stays for ever."
        ),
    )
    first = IntegerField(lazy_gettext("From row"), [Optional(), NumberRange(1, 20_000)])
    last = IntegerField(lazy_gettext("To row"), [Optional(), NumberRange(1, 20_000)])
    skips_bad = BooleanField(lazy_gettext("Leave out the rows that were not understood"))
    replaces = BooleanField(
        lazy_gettext("Changed questions take the place of those with the same key")
    )

    def validate_title(self, field: StringField) -> None:
        """A new quiz needs a title."""
        if self.quiz.data == NEW and not field.data:
            raise ValidationError(lazy_gettext("A new quiz needs a title."))

    def validate_key(self, field: StringField) -> None:
        """A new quiz needs a key."""
        if self.quiz.data == NEW and not is_key(field.data or ""):
            raise ValidationError(
                lazy_gettext(
                    "A key has lower-case letters a-z, digits and hyphens, starts with a letter, "
                    "and has at most 48 characters."
                )
            )


class DiscardForm(Form):
    """Which file is to be forgotten; all where none is named."""

    path = HiddenField()


class PublishForm(Form):
    """What is new, for those who teach the course."""

    notes = StringField(
        lazy_gettext("What is new in this edition"),
        [Optional(), Length(max=300), one_line],
        [stripped],
    )
