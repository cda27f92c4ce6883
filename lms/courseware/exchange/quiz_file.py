"""Quiz files written: a new one, or one that is there with its comments kept where they stand."""

import re
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.rows import Values
from lms.courseware.lined import LARGEST, parse
from lms.courseware.quiz_shapes import QuizShape
from lms.courseware.shape_problems import checked

PLAIN = re.compile(r"[^\W\d_][^:#\n{}\[\],&*!|>'\"%@`\\]*", re.UNICODE)
WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"})


class QuizUnreadable(Refusal):
    """The quiz file that questions are to join cannot be read."""

    text = lazy_gettext("The quiz file that is there cannot be read. Mend it first.")


class QuizTooLarge(Refusal):
    """The quiz file would be larger than a course may have."""

    text = lazy_gettext("The quiz file would be too large. Put the rest into another quiz.")


class Representer(RoundTripRepresenter):
    """Writes exact numbers as they are."""


def _decimal(representer: RoundTripRepresenter, value: Decimal) -> ScalarNode:
    return representer.represent_scalar("tag:yaml.org,2002:float", format(value, "f"))


Representer.add_representer(Decimal, _decimal)


def quiz_values(text: str) -> Values:
    """Read a quiz file as plain values; raises QuizUnreadable."""
    lined, _ = parse(text, "quiz")
    value = lined.value if lined else None
    questions = value.get("questions") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(questions, list):
        raise QuizUnreadable
    if not all(isinstance(question, dict) for question in questions):
        raise QuizUnreadable
    return value


def good_values(text: str) -> Values:
    """Read a quiz file whose questions are whole but for missing languages; raises QuizUnreadable.

    A draft with half its translations can still be taken elsewhere.
    """
    lined, _ = parse(text, "quiz")
    shape, _ = checked(QuizShape, lined, "quiz", ()) if lined else (None, [])
    if shape is None:
        raise QuizUnreadable
    return quiz_values(text)


def new_quiz(title: Mapping[str, str], questions: list[Values]) -> str:
    """Write a quiz that was not there."""
    return dumped({"title": dict(title), "questions": questions})


def changed_quiz(text: str, questions: list[Values]) -> str:
    """Write other questions into a quiz; comments beside what stays are kept."""
    document = _yaml().load(text)
    there = {str(question.get("key")): question for question in document["questions"]}
    for question in questions:
        if question["key"] in there:
            absorb(there[question["key"]], question)
        else:
            document["questions"].append(styled(question))
    written = _written(document)
    if quiz_values(written) != {**quiz_values(text), "questions": questions}:
        written = dumped({**quiz_values(text), "questions": questions})
    return written


def absorb(old: Any, new: Values) -> None:
    """Put values into a mapping that is there, touching only what differs."""
    for name, value in new.items():
        there = old.get(name)
        if isinstance(there, dict) and isinstance(value, dict):
            absorb(there, value)
        elif isinstance(there, list) and isinstance(value, list) and len(there) == len(value):
            for place, each in enumerate(value):
                if isinstance(each, dict) and isinstance(there[place], dict):
                    absorb(there[place], each)
                elif there[place] != each:
                    there[place] = styled(each)
        elif there != value or name not in old:
            old[name] = styled(value)


def dumped(values: Values) -> str:
    """Write values as YAML that the course reader takes; raises QuizTooLarge."""
    return _written(styled(values))


def _written(document: object) -> str:
    out = StringIO()
    _yaml().dump(document, out)
    if len(out.getvalue()) > LARGEST:
        raise QuizTooLarge
    return out.getvalue()


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.Representer = Representer
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def styled(value: Any) -> Any:
    """Quote what could be taken for something else; several lines stand as lines."""
    if isinstance(value, dict):
        return {name: styled(each) for name, each in value.items()}
    if isinstance(value, list):
        return [styled(each) for each in value]
    if not isinstance(value, str):
        return value
    if "\n" in value and not value.startswith((" ", "\n")) and "\t" not in value:
        return LiteralScalarString(value)
    is_plain = PLAIN.fullmatch(value) and value.casefold() not in WORDS and value == value.strip()
    return value if is_plain else DoubleQuotedScalarString(value)
