"""The ways the domain says no, free of HTTP: the edges translate them."""

from lms.base.i18n import Translatable, lazy_gettext


class Refusal(Exception):
    """A rule of the domain says no; `text` tells the person why and what to do.

    A subclass names the fact (`SeminarFull`) and carries its text; both languages come from it.
    """

    text: Translatable = lazy_gettext("This cannot be done now.")

    def __init__(self, text: Translatable | None = None) -> None:
        """Refuse with the text of the class, or with `text` where the words depend on the case."""
        if text is not None:
            self.text = text
        super().__init__(type(self).__name__)


class NotFound(Exception):
    """There is no such thing, or not for this person: nobody may tell which."""


class Forbidden(Exception):
    """The person may know of the thing and may not do this with it."""
