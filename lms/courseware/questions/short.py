"""A word or a few, compared with what the author accepts: all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lms.courseware.questions.base import (
    FIELD,
    Fields,
    Payload,
    Question,
    ResponseRefused,
    posted,
    stored,
)
from lms.courseware.questions.options import all_or_nothing
from lms.courseware.questions.wording import LONGEST, accepted_rules, accepts_any, shown
from lms.courseware.texts import ByLanguage


@dataclass(frozen=True, slots=True, kw_only=True)
class Short(Question):
    """`type: short`; an answer accepted in any language of the course counts."""

    type = "short"
    accept: ByLanguage[tuple[str, ...]]

    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Take the text as typed; raises ResponseRefused above 200 characters."""
        values = posted(form)
        if not values:
            return {}
        text = " ".join(values[0].split())
        if len(values) > 1 or len(text) > LONGEST:
            raise ResponseRefused("too-long", f"Write one answer of up to {LONGEST} characters.")
        return {"text": text}

    def is_blank(self, payload: object) -> bool:
        """Say whether nothing was written."""
        return not stored(payload, "text")

    def grade(self, payload: object) -> Fraction:
        """Give 1 for an accepted answer in any language, else 0."""
        text = stored(payload, "text")
        if not isinstance(text, str):
            return Fraction(0)
        accepted = (answer for some in self.accept.values() for answer in some)
        return all_or_nothing(accepts_any(accepted, text))

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Say what was written."""
        del locale
        text = stored(payload, "text")
        return text if isinstance(text, str) else ""

    def right_answer(self, locale: str) -> str:
        """Say the first accepted answer in the reader's language."""
        return shown(self.accept.in_(locale)[0])

    def right_fields(self, locale: str) -> Fields:
        """Write the first accepted answer."""
        return {FIELD: [self.right_answer(locale)]}

    def rules(self) -> tuple[str, ...]:
        """Tell what is accepted and what is forgiven."""
        return accepted_rules(self.accept)
