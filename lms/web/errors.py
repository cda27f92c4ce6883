"""What a person sees when something is not there, not allowed or went wrong."""

import logging
import secrets
from math import ceil

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from lms.accounts.refusals import TooManyTries
from lms.base.errors import Forbidden, NotFound, Refusal

log = logging.getLogger("lms.web")
PAGES = frozenset({400, 403, 404, 405, 413, 429})


def init_app(app: Flask) -> None:
    """Translate the domain's refusals and Flask's errors, once for all pages."""
    app.register_error_handler(NotFound, lambda _error: page(404))
    app.register_error_handler(Forbidden, lambda _error: page(403))
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(TooManyTries, patience)
    app.register_error_handler(CSRFError, lambda _error: page(400))
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, unexpected)


def page(status: int, **words: object) -> ResponseReturnValue:
    """The page for a status, or the same for a script or a calendar program."""
    if request.path.endswith(".ics"):
        return Response(f"{status}\n", status, content_type="text/plain; charset=utf-8")
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return {"error": status, **{name: str(word) for name, word in words.items()}}, status
    return render_template(f"errors/{status}.html", **words), status


def refused(error: Refusal) -> ResponseReturnValue:
    """A rule of the domain that no view turned into a message: said plainly, 409."""
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return {"error": "refused", "reason": type(error).__name__, "text": str(error.text)}, 409
    return render_template("errors/409.html", reason=error.text), 409


def patience(error: TooManyTries) -> ResponseReturnValue:
    """Somebody guesses, or seems to: when to try again."""
    log.info("too many tries at %s", request.endpoint)
    response = make_response(page(429, wait=error.text))
    response.headers["Retry-After"] = str(ceil(error.wait.total_seconds()))
    return response


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Flask's own errors and redirects; a name that is not ours gets no page of ours."""
    if isinstance(error, SecurityError):
        return Response("400\n", 400, content_type="text/plain; charset=utf-8")
    if error.code is None or error.code < 400:
        return error
    return page(error.code if error.code in PAGES else 400 if error.code < 500 else 500)


def busy(error: OperationalError) -> ResponseReturnValue:
    """The database is locked, away or full: nothing was changed, try again soon."""
    log.warning("database unavailable: %s", type(error.orig).__name__)
    body, status = render_template("errors/503.html"), 503
    return body, status, {"Retry-After": "10"}


def unexpected(error: Exception) -> ResponseReturnValue:
    """A mistake of ours: a number to quote, no detail on the page."""
    number = secrets.token_hex(4)
    log.error("error %s at %s", number, request.endpoint, exc_info=error)
    return render_template("errors/500.html", number=number), 500
