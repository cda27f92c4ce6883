"""One answer as it comes in: from the fields of a form, or from JSON."""

from typing import TypeGuard

from flask import request

from lms.learning.operations.answering import Sending
from lms.learning.refusals import BadOperation

OWN_FIELDS = frozenset({"csrf_token", "op_id", "base", "go"})
JSON_FIELDS = frozenset({"answer", "op_id", "base"})
MOST_KNOWN = 50


def sending_of_form(question: str) -> Sending:
    """Read the form; a field that belongs to nobody reaches the question, which refuses it."""
    form = request.form
    fields = {name: form.getlist(name) for name in form if name not in OWN_FIELDS}
    return Sending(question, fields, form.get("op_id", ""), form.get("base", "").split())


def sending_of_json(question: str) -> Sending:
    """Read `{"answer": [text…], "op_id": text, "base": [text…]}`; raises BadOperation."""
    try:
        body = request.get_json(silent=True)
    except RecursionError as error:  # brackets in brackets, thousands deep
        raise BadOperation from error
    if not isinstance(body, dict) or not set(body) <= JSON_FIELDS:
        raise BadOperation
    answer, op_id, base = body.get("answer"), body.get("op_id"), body.get("base", [])
    if not (_are_texts(answer) and isinstance(op_id, str) and _are_texts(base)):
        raise BadOperation
    return Sending(question, {"answer": answer}, op_id, base)


def _are_texts(value: object) -> TypeGuard[list[str]]:
    """Whether this is a list of texts of a sensible length, all of them writable as UTF-8."""
    return isinstance(value, list) and len(value) <= MOST_KNOWN and all(map(_writable, value))


def _writable(text: object) -> bool:
    """Whether the text has no half characters, which JSON can carry and nothing can print."""
    return isinstance(text, str) and not any("\ud800" <= letter <= "\udfff" for letter in text)
