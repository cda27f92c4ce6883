"""Where to go next: only ever to a page of our own."""

import re

from flask import request

OWN_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*")


def next_page(otherwise: str) -> str:
    """The `next` that came with the request if it is a path of ours, else `otherwise`."""
    wanted = request.values.get("next", "")
    return wanted if OWN_PATH.fullmatch(wanted) and len(wanted) <= 500 else otherwise
