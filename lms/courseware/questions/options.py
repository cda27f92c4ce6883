"""Options to choose from, shared by the kinds of question that have them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from lms.courseware.questions.base import Payload, Question, ResponseRefused, in_order, posted
from lms.courseware.questions.views import OptionReview, OptionView
from lms.courseware.texts import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible answer; `keep_last` is for "none of these"."""

    key: str
    text: Html
    correct: bool = False
    feedback: Html | None = None
    keep_last: bool = False


class OneOf(Question):
    """A question answered by one option: what `single` and `true-false` have in common."""

    __slots__ = ()

    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Take one option; raises ResponseRefused for two, or for one that is not there."""
        values = posted(form)
        if not values:
            return {}
        if len(values) > 1:
            raise ResponseRefused("one-option", "Choose one option.")
        known(self.option_keys, values)
        return {"option": values[0]}

    def is_blank(self, payload: object) -> bool:
        """Say whether no option was chosen."""
        return not chosen(payload)

    def rules(self) -> tuple[str, ...]:
        """Tell what guessing earns."""
        count = len(self.option_keys)
        return (f"one of {count}, a blind guess earns 1/{count} on average",)


def known(keys: Sequence[str], values: Sequence[str]) -> None:
    """Refuse what is not an option of the question; raises ResponseRefused."""
    if not set(values) <= set(keys):
        raise ResponseRefused("unknown-option", "This option is not part of the question.")


def chosen(payload: object) -> frozenset[str]:
    """Give the keys chosen in a stored payload, whether it holds one or several."""
    if not isinstance(payload, dict):
        return frozenset()
    values = payload.get("options")
    several = values if isinstance(values, list) else [payload.get("option")]
    return frozenset(value for value in several if isinstance(value, str) and value)


def all_or_nothing(right: bool) -> Fraction:  # noqa: FBT001  the only thing it is about
    """Turn a yes or no into the part of the marks."""
    return Fraction(int(right))


def drawn(options: Sequence[Option], random: Random) -> tuple[str, ...]:
    """Shuffle the keys; those to be kept last stay at the end in the author's order."""
    free = [option.key for option in options if not option.keep_last]
    random.shuffle(free)
    return (*free, *(option.key for option in options if option.keep_last))


def views(
    options: Sequence[Option], locale: str, order: Sequence[str] | None
) -> tuple[OptionView, ...]:
    """Show key and text of each option in the order kept."""
    by_key = {option.key: option for option in options}
    return tuple(
        OptionView(key=key, text=by_key[key].text.in_(locale)) for key in in_order([*by_key], order)
    )


def reviews(
    options: Sequence[Option], locale: str, payload: object, order: Sequence[str] | None
) -> tuple[OptionReview, ...]:
    """Show each option with whether it was chosen, whether it is right, and why."""
    by_key = {option.key: option for option in options}
    picked = chosen(payload)
    ordered = (by_key[key] for key in in_order([*by_key], order))
    return tuple(
        OptionReview(
            key=option.key,
            text=option.text.in_(locale),
            chosen=option.key in picked,
            correct=option.correct,
            feedback=option.feedback.in_(locale) if option.feedback else None,
        )
        for option in ordered
    )


def in_words(options: Sequence[Option], locale: str) -> str:
    """Name options as plain text, one after another."""
    return "; ".join(option.text.in_(locale).striptags() for option in options)
