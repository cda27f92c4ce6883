"""What the formats mean, in the values of our own quiz files: one function for a kind of question.

Each takes what a format says and gives the values of a question without its key and text, and says
in `remarks` what ours cannot carry.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from lms.base.i18n import lazy_gettext, lazy_ngettext
from lms.courseware.exchange.keys import in_turn, key_from, of_text
from lms.courseware.exchange.numbers import as_written
from lms.courseware.exchange.rows import QuestionRefused, Remarks, Values

FULL = Decimal(100)
NEARLY = Decimal("0.01")
MOST_OPTIONS = 20
MOST_TAGS = 20
MOST_ITEMS = 12
Texts = dict[str, str]
MOST_HINTS = 5
NO_EXPLANATION = lazy_gettext("There is no explanation: write one before publishing.")


class Weighed(NamedTuple):
    """An option with what it gives, in per cent of the marks, and why."""

    text: str
    percent: Decimal
    feedback: str = ""


class Span(NamedTuple):
    """A number that is right within a tolerance, with what it gives."""

    answer: Decimal
    tolerance: Decimal
    percent: Decimal = FULL
    feedback: str = ""


class Accepted(NamedTuple):
    """Words with what they give."""

    text: str
    percent: Decimal = FULL
    feedback: str = ""


def choice(
    language: str, options: Sequence[Weighed], remarks: Remarks, *, is_single: bool
) -> Values:
    """Options to choose from: one is right, or all that apply."""
    right = [option for option in options if option.percent > 0]
    if not right:
        raise QuestionRefused(lazy_gettext("No option is marked as right. Mark one."))
    if len(options) < 2 or len(options) > MOST_OPTIONS:
        raise QuestionRefused(lazy_gettext("A question has 2 to 20 options."))
    full = [option for option in right if option.percent >= FULL - NEARLY]
    if is_single and len(full) == 1:
        if len(right) > 1:
            remarks.lost(lazy_gettext("Part of the marks for a half-right option."))
        if any(option.percent < 0 for option in options):
            remarks.lost(lazy_gettext("Marks taken off for a wrong option."))
        return {"type": "single", "options": options_of(language, options, full)}
    if is_single:
        remarks.warn(
            lazy_gettext("Several options are right: understood as “choose all that apply”.")
        )
    elif not _is_ours(options, right):
        remarks.lost(
            lazy_gettext("The weights of the options: here each right one gives its equal part.")
        )
    return {"type": "multiple", "options": options_of(language, options, right)}


def _is_ours(options: Sequence[Weighed], right: Sequence[Weighed]) -> bool:
    """Say whether the weights are those of right minus wrong, or nothing is taken off at all."""
    share = FULL / len(right)
    wrong = {-share, -FULL}
    return all(
        abs(option.percent - share) < NEARLY
        if option.percent > 0
        else any(abs(option.percent - one) < NEARLY for one in wrong)
        for option in options
    )


def options_of(language: str, options: Sequence[Weighed], right: Sequence[Weighed]) -> list[Values]:
    """Write the options as a quiz file has them."""
    written = []
    for key, option in zip(in_turn(len(options)), options, strict=True):
        if not option.text.strip():
            raise QuestionRefused(lazy_gettext("An option has no text that can be kept."))
        values: Values = {"key": key}
        if any(option is one for one in right):
            values["correct"] = True
        values["text"] = {language: option.text}
        if option.feedback.strip():
            values["feedback"] = {language: option.feedback}
        written.append(values)
    return written


def weights_of(question: Values) -> list[str]:
    """Give what each option gives, in per cent with five places, as other programs count."""
    options = question["options"]
    if question["type"] == "single":
        return ["100" if option.get("correct") else "0" for option in options]
    right = sum(bool(option.get("correct")) for option in options) or 1
    gain = percent(FULL / right)
    loss = gain if question.get("credit", "right-minus-wrong") == "right-minus-wrong" else "100"
    return [gain if option.get("correct") else f"-{loss}" for option in options]


def percent(value: Decimal) -> str:
    """Write a share with at most five places."""
    written = format(round(value, 5), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def statement(language: str, comments: Sequence[str], remarks: Remarks, *, answer: bool) -> Values:
    """A statement that is true or false; what is said to one answer joins the explanation."""
    said = [comment for comment in comments if comment.strip()]
    values: Values = {"type": "true-false", "answer": answer}
    if said:
        remarks.warn(lazy_gettext("What is said to single answers now stands in the explanation."))
        values["feedback"] = {language: "\n\n".join(said)}
    return values


def number(spans: Sequence[Span], remarks: Remarks) -> Values:
    """One number; of several the one that gives most is kept."""
    if not spans:
        raise QuestionRefused(lazy_gettext("No right number is given. Write one."))
    best = max(spans, key=lambda span: span.percent)
    if best.percent <= 0:
        raise QuestionRefused(lazy_gettext("No right number is given. Write one."))
    if len(spans) > 1:
        remarks.lost(
            lazy_ngettext(
                "%(num)s other number that gives a part of the marks.",
                "%(num)s other numbers that give a part of the marks.",
                len(spans) - 1,
            )
        )
    if any(span.feedback.strip() for span in spans):
        remarks.lost(lazy_gettext("What is said to single answers."))
    values: Values = {"type": "number", "answer": as_written(best.answer)}
    if best.tolerance:
        values["tolerance"] = as_written(best.tolerance)
    return values


def short(language: str, answers: Sequence[Accepted], remarks: Remarks) -> Values:
    """Words that are accepted; a part of the marks is not given here."""
    kept = [answer for answer in answers if answer.percent > 0 and answer.text.strip() != "*"]
    if not kept:
        raise QuestionRefused(lazy_gettext("No accepted answer is given. Write one."))
    if any(answer.percent < FULL - NEARLY for answer in kept):
        remarks.lost(lazy_gettext("Part of the marks for some answers: here all count in full."))
    if any(answer.feedback.strip() for answer in answers):
        remarks.lost(lazy_gettext("What is said to single answers."))
    words = list(dict.fromkeys(answer.text.strip() for answer in kept))
    return {"type": "short", "accept": {language: words}}


def literal(answer: str) -> str:
    """Write words of another program so that a star in them is only a star."""
    return answer.replace("*", "\\*")


def bare(answer: str) -> str:
    """Write accepted words for a program that knows no star for any letters."""
    return answer.replace("\\*", "*")


def no_such_kind(name: str) -> QuestionRefused:
    """Give the refusal of a kind of question we do not have."""
    return QuestionRefused(
        lazy_gettext("This system has no questions of the kind “%(kind)s”.", kind=name[:60])
    )


def long_text(language: str, remarks: Remarks) -> Values:
    """A text of one's own."""
    del language, remarks
    raise no_such_kind("essay")


def matching(pairs: Sequence[tuple[Texts, Texts]], remarks: Remarks) -> Values:
    """Pairs of left and right; without a left the right one belongs to nothing."""
    del remarks
    options: dict[str, Texts] = {}
    parts: list[Values] = []
    for left, right in pairs:
        if not right:
            raise QuestionRefused(lazy_gettext("A part has nothing that belongs to it."))
        known = [key for key, said in options.items() if said == right]
        key = known[0] if known else of_text("o", right, options)
        options[key] = right
        if left:
            parts.append({"text": left, "match": key})
    if len(parts) < 2 or len(options) < 2 or max(len(parts), len(options)) > MOST_OPTIONS:
        raise QuestionRefused(lazy_gettext("Matching needs 2 to 20 parts and 2 to 20 options."))
    return {
        "type": "matching",
        "parts": [{"key": k} | part for k, part in zip(in_turn(len(parts)), parts, strict=True)],
        "options": [{"key": key, "text": said} for key, said in options.items()],
    }


def ordering(items: Sequence[Texts], remarks: Remarks) -> Values:
    """Things in their right order."""
    del remarks
    if not 3 <= len(items) <= MOST_ITEMS:
        raise QuestionRefused(lazy_gettext("Ordering needs 3 to 12 items."))
    made: dict[str, Values] = {}
    for said in items:
        if not said:
            raise QuestionRefused(lazy_gettext("An item has no text that can be kept."))
        key = of_text("i", said, made)
        made[key] = {"key": key, "text": said}
    return {"type": "ordering", "items": [*made.values()]}


def pairs_of(question: Values, language: str) -> list[tuple[str, str]]:
    """Give the pairs of a question in one language, then what belongs to nothing."""
    said = {option["key"]: option["text"][language] for option in question["options"]}
    used = {part["match"] for part in question["parts"]}
    pairs = [(part["text"][language], said[part["match"]]) for part in question["parts"]]
    return pairs + [("", text) for key, text in said.items() if key not in used]


def tags(names: Iterable[str], remarks: Remarks) -> Values:
    """Tags: keys here."""
    names = [name for name in names if name.strip()]
    keys = list(dict.fromkeys(key_from(name, "tag") for name in names))[:MOST_TAGS]
    if len(keys) < len(names) or set(keys) != set(names):
        remarks.warn(
            lazy_gettext("Tags are written as keys here: %(tags)s.", tags=", ".join(keys)[:200])
        )
    return {"tags": keys} if keys else {}


def with_common(
    question: Values, language: str, text: str, general: str, remarks: Remarks
) -> Values:
    """Put the type first, then the text, the answers and the explanation at the end."""
    if not text.strip():
        raise QuestionRefused(lazy_gettext("The question has no text that can be kept."))
    said = question.pop("feedback", {}).get(language, "")
    feedback = "\n\n".join(part for part in (said, general) if part.strip())
    whole = {"type": question.pop("type"), "text": {language: text}, **question}
    if feedback:
        whole["feedback"] = {language: feedback}
    else:
        remarks.warn(NO_EXPLANATION)
    return whole
