"""A long text, marked by a trainer with a rubric."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from lms.courseware.questions.base import FIELD, Fields, Payload, ResponseRefused, posted, stored
from lms.courseware.questions.by_hand import MarkedByHand
from lms.courseware.questions.views import HandView

LONGEST = 20_000  # characters, whatever the question allows in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Long(MarkedByHand):
    """`type: long`; `least_words` is advice shown to the learner, `most_words` a limit."""

    type = "long"
    least_words: int = 0
    most_words: int = 600

    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Take the text with its line ends; raises ResponseRefused for one that is too long."""
        values = posted(form)
        if not values:
            return {}
        text = cleaned(values[0])
        if len(values) > 1 or len(text) > LONGEST or words_in(text) > self.most_words:
            raise ResponseRefused("too-many-words", f"Write up to {self.most_words} words.")
        return {"text": text} if text else {}

    def is_blank(self, payload: object) -> bool:
        """Say whether nothing was written."""
        return not stored(payload, "text")

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Give what was written."""
        del locale
        text = stored(payload, "text")
        return text if isinstance(text, str) else ""

    def right_fields(self, locale: str) -> Fields:
        """Write something about every criterion, as long as it should be."""
        text = "\n\n".join(criterion.text.in_(locale) for criterion in self.rubric)
        words = (text.split() * (self.least_words or 1))[: self.least_words]
        return {FIELD: [text if words_in(text) >= self.least_words else " ".join(words)]}

    def by_hand_in(self, locale: str) -> HandView:
        """Show the rubric and how long the text may be."""
        return HandView(self.criteria(locale), self.least_words, self.most_words)


def cleaned(text: str) -> str:
    """Keep lines and paragraphs; take out what cannot be seen, and spaces around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    shown = "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) != "Cc")
    return shown.strip()


def words_in(text: str) -> int:
    """Count words as a person would: what stands between spaces."""
    return len(text.split())
