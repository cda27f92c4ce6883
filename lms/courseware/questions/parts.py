"""Questions of several parts, each answered by itself and worth the same share of the marks."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lms.courseware.questions.base import (
    FIELD,
    Fields,
    Payload,
    Question,
    ResponseRefused,
    stored,
)
from lms.courseware.questions.views import Verdict
from lms.courseware.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to choose from a list, which shows plain text only."""

    key: str
    text: Text
    correct: bool = False
    keep_last: bool = False


class Parted(Question):
    """A question answered part by part; its payload is `{"parts": {part: value}}`."""

    __slots__ = ()

    @property
    @abstractmethod
    def part_keys(self) -> tuple[str, ...]:
        """Give the keys of the parts in the author's order."""

    @abstractmethod
    def taken(self, part: str, value: str) -> str:
        """Give the value as it is stored; raises ResponseRefused."""

    @abstractmethod
    def is_right(self, part: str, value: str) -> bool:
        """Say whether the value is right for the part; False for nonsense."""

    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Take the parts that are answered, in the author's order; raises ResponseRefused."""
        values = posted_parts(form, self.part_keys)
        parts = {part: self.taken(part, value) for part, value in values.items()}
        return {"parts": parts} if parts else {}

    def given(self, payload: object) -> Fields:
        """Give the fields that `response_from` turns into this payload."""
        return {f"{FIELD}.{part}": [value] for part, value in self.answered(payload).items()}

    def answered(self, payload: object) -> dict[str, str]:
        """Give the value of each part that is answered; what does not belong here is left out."""
        parts = stored(payload, "parts")
        if not isinstance(parts, dict):
            return {}
        values = {part: parts.get(part) for part in self.part_keys}
        return {part: value for part, value in values.items() if isinstance(value, str) and value}

    def is_blank(self, payload: object) -> bool:
        """Say whether no part is answered."""
        return not self.answered(payload)

    def grade(self, payload: object) -> Fraction:
        """Give the number of right parts over the number of parts."""
        return Fraction(*self.right_count(payload))

    def right_count(self, payload: object) -> tuple[int, int]:
        """Give how many parts are right, of how many there are."""
        right = sum(self.is_right(part, value) for part, value in self.answered(payload).items())
        return right, len(self.part_keys)

    def part_verdict(self, part: str, value: str | None) -> Verdict:
        """Name the result of one part."""
        if value is None:
            return "blank"
        return "right" if self.is_right(part, value) else "wrong"


def posted_parts(form: Mapping[str, list[str]], keys: Sequence[str]) -> dict[str, str]:
    """Give the one value of each part that is filled in; raises ResponseRefused for the rest."""
    fields = {key: form.get(f"{FIELD}.{key}", []) for key in keys}
    unknown = set(form) - {f"{FIELD}.{key}" for key in keys}
    if any(name != FIELD or "".join(form[name]).strip() for name in unknown):
        raise ResponseRefused("unknown-field", "A question has one field for each part.")
    filled = {key: [value for value in values if value.strip()] for key, values in fields.items()}
    if any(len(values) > 1 for values in filled.values()):
        raise ResponseRefused("unknown-field", "A part has one answer.")
    return {key: values[0] for key, values in filled.items() if values}
