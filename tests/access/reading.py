"""Reads an answer whole: status, headers, what the page says, what is packed inside it."""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote
from zipfile import ZipFile

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from pypdf import PdfReader
from werkzeug.http import parse_cookie
from werkzeug.test import TestResponse

DRAWN = re.compile(r'(name="(?:[\w-]*op_id|secret|csrf_token|base)"[^>]* value=")[^"]*"')
SHORTEST = 8
ZIP = b"PK\x03\x04"


def whole(app: Flask, answer: TestResponse) -> str:
    """Everything that was sent, in one text; archives unpacked, cookies read, folds undone."""
    parts = [answer.status, *headers(app, answer)]
    content = answer.get_data()
    if content.startswith(ZIP):
        with ZipFile(BytesIO(content)) as book:
            parts += [printed(book.read(name)) for name in book.namelist()]
    else:
        text = printed(content)
        parts.append(text.replace("\r\n ", "") if "calendar" in answer.content_type else text)
    return "\n".join(parts)


def printed(content: bytes) -> str:
    """What a file says to its reader."""
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return content.decode(errors="replace")


def headers(app: Flask, answer: TestResponse) -> Iterator[str]:
    """The headers; of the session its content instead of its signature."""
    for name, value in answer.headers:
        if name == "Content-Length":
            continue
        yield f"{name}: {_session(app, value) if name == 'Set-Cookie' else value}"


def _session(app: Flask, cookie: str) -> str:
    sealed = parse_cookie(cookie).get(app.config["SESSION_COOKIE_NAME"])
    if not sealed:
        return cookie
    seal = SecureCookieSessionInterface().get_signing_serializer(app)
    assert seal is not None
    content: dict[str, Any] = seal.loads(sealed)
    return repr({name: value for name, value in content.items() if name != "csrf_token"})


def without(text: str, own: Iterable[object]) -> str:
    """The text without what the person has sent, and without what is drawn anew every time.

    Short words are left: they stand in any text.
    """
    text = DRAWN.sub(r'\1*"', text)
    for value in sorted(map(str, own), key=len, reverse=True):
        if len(value) >= SHORTEST:
            for spelling in {value, quote(value), quote(quote(value)), escape(value)}:
                text = text.replace(spelling, "@")
    return text


def plain(text: str) -> str:
    """The text as a reader takes it in, however it was written."""
    return unquote(unescape(text)).casefold()
