"""One answer as it comes in: from the fields of a form, or from JSON."""

from typing import TypeGuard

from flask import request

from lms.courseware.questions import FIELD, Fields
from lms.learning.operations.answering import Sending
from lms.learning.refusals import BadOperation

OWN_FIELDS = frozenset({"csrf_token", "op_id", "base", "go"})
JSON_FIELDS = frozenset({"answer", "op_id", "base"})
MOST_KNOWN = 50


def fields_of_form() -> Fields:
    """Give the fields of the question; one that belongs to nobody is left for it to refuse."""
    form = request.form
    return {name: form.getlist(name) for name in form if name not in OWN_FIELDS}


def sending_of_form(question: str) -> Sending:
    """Read the form."""
    form = request.form
    return Sending(question, fields_of_form(), form.get("op_id", ""), form.get("base", "").split())


def sending_of_json(question: str) -> Sending:
    """Read `{"answer": [text…], "op_id": text, "base": [text…]}`; raises BadOperation.

    The answer to a question of several parts is `{part: [text…]}`.
    """
    try:
        body = request.get_json(silent=True)
    except RecursionError as error:  # brackets in brackets, thousands deep
        raise BadOperation from error
    if not isinstance(body, dict) or not set(body) <= JSON_FIELDS:
        raise BadOperation
    op_id, base = body.get("op_id"), body.get("base", [])
    if not (isinstance(op_id, str) and _are_texts(base)):
        raise BadOperation
    return Sending(question, _fields(body.get("answer")), op_id, base)


def _fields(answer: object) -> Fields:
    """Give the fields that an answer in JSON stands for; raises BadOperation."""
    if _are_texts(answer):
        return {FIELD: answer}
    if not isinstance(answer, dict) or not _are_texts([*answer]):
        raise BadOperation
    fields: Fields = {}
    for part, values in answer.items():
        if not _are_texts(values):
            raise BadOperation
        fields[f"{FIELD}.{part}"] = values
    return fields


def as_json(fields: Fields) -> list[str] | dict[str, list[str]]:
    """Give fields as `sending_of_json` takes them: a list, or a mapping of part to list."""
    parts = {name.partition(".")[2]: values for name, values in fields.items()}
    return parts.get("", parts) if parts else []


def _are_texts(value: object) -> TypeGuard[list[str]]:
    """Whether this is a list of texts of a sensible length, all of them writable as UTF-8."""
    return isinstance(value, list) and len(value) <= MOST_KNOWN and all(map(_writable, value))


def _writable(text: object) -> bool:
    """Whether the text has no half characters, which JSON can carry and nothing can print."""
    return isinstance(text, str) and not any("\ud800" <= letter <= "\udfff" for letter in text)
