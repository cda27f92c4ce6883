"""The name of a form that was sent: a form sent twice over a weak line acts once."""

import re

from flask import request

from lms.base.tokens import fresh_key

NAME = re.compile(r"[A-Za-z0-9_-]{8,18}")


def sent_op_id() -> str:
    """The `op_id` that came with the form; a fresh one where none of ours came."""
    return op_id_or_fresh(request.form.get("op_id"))


def op_id_or_fresh(sent: str | None) -> str:
    """This name of a form if it is one of ours, else a fresh one."""
    return sent if sent and NAME.fullmatch(sent) else fresh_key()
