"""The name of a form that was sent: a form sent twice over a weak line acts once."""

import re

from flask import request

from lms.base.tokens import fresh_key

NAME = re.compile(r"[A-Za-z0-9_-]{8,18}")


def sent_op_id() -> str:
    """The `op_id` that came with the form; a fresh one where none of ours came."""
    sent = request.form.get("op_id", "")
    return sent if NAME.fullmatch(sent) else fresh_key()
