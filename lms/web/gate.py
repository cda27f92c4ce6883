"""The gate: every route says who may use it, and whatever says nothing is closed.

Order of the checks before a view: declared at all (403), same site (403), signed in (sign-in
page), permitted in general (403). CSRF tokens are checked by Flask-WTF on every unsafe method.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.check import allows
from lms.access.permissions import Permission
from lms.base.errors import Forbidden
from lms.web.current import person_or_none

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Access:
    """What a route declares: open to all, or one permission; `shared` pages may be cached."""

    permission: Permission | None
    shared: bool = False


def access(permission: Permission) -> Callable[[View], View]:
    """Open a route to people who hold the permission for anything at all.

    The view still finds the thing through a visible-to query and authorizes the deed on it.
    """
    return _declare(Access(permission))


def public(view: View) -> View:
    """Open a route to everybody, signed in or not."""
    return _declare(Access(None))(view)


def shared(view: View) -> View:
    """Open a route to everybody with an answer that is the same for all: it may be cached."""
    return _declare(Access(None, shared=True))(view)


def _declare(declaration: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view._access = declaration  # type: ignore[attr-defined]
        return view

    return mark


def declaration_of(app: Flask, endpoint: str) -> Access | None:
    """What the view behind an endpoint declares, or None when it says nothing."""
    return getattr(app.view_functions.get(endpoint), "_access", None)


def check() -> ResponseReturnValue | None:
    """Stand before every view; raises Forbidden, or sends a guest to the sign-in page."""
    if request.endpoint is None:
        return None
    declared = declaration_of(current_app, request.endpoint)
    if declared is None:
        raise Forbidden(request.endpoint)
    if _carries_nul():
        abort(400)
    if request.method not in SAFE_METHODS and _comes_from_elsewhere():
        raise Forbidden("cross-site")
    if declared.permission is None:
        return None
    person = person_or_none()
    if person is None:
        return _to_sign_in()
    if not allows(person, declared.permission):
        raise Forbidden(declared.permission)
    return None


def _comes_from_elsewhere() -> bool:
    """Whether a browser says that another site sent this (Fetch Metadata)."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


def _carries_nul() -> bool:
    """Whether a NUL hides in what was sent: no text has one, and no database takes it."""
    if "\x00" in request.path or b"%00" in request.query_string:
        return True
    if request.method in SAFE_METHODS or request.is_json:  # to look for a form takes time
        return False
    return any("\x00" in part for pair in request.form.items(multi=True) for part in pair)


def _to_sign_in() -> ResponseReturnValue:
    """A guest signs in and comes back; a script is told in its own words."""
    if request.method in SAFE_METHODS:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    if request.is_json:
        return {"error": "signed-out"}, 401
    return redirect(url_for("accounts.sign_in"))
