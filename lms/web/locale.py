"""Which language to answer in: the profile's, else the cookie's, else what the browser asks."""

from flask import Blueprint, Response, has_request_context, redirect, request, url_for

from lms.accounts.operations import profile
from lms.base.db import transaction
from lms.base.i18n import LOCALES
from lms.web.current import person_or_none
from lms.web.gate import public
from lms.web.next_page import next_page

bp = Blueprint("language", __name__)
COOKIE = "language"


def choose() -> str:
    """The locale of this request; the command line speaks English."""
    if not has_request_context():
        return LOCALES[0]
    person = person_or_none()
    if person is not None:
        return person.locale
    cookie = request.cookies.get(COOKIE)
    if cookie in LOCALES:
        return cookie
    return request.accept_languages.best_match(LOCALES) or LOCALES[0]


@bp.get("/language")
@public
def show() -> Response:
    """Speak another language to a guest from now on; whoever is signed in has a button for it.

    Nothing is stored but the choice itself, in the browser that asked. So a guest who only reads
    gets no other cookie, and their pages need no token.
    """
    if person_or_none() is not None:
        return redirect(url_for("home.more"))  # type: ignore[return-value]
    return _spoken(request.args.get("language", ""))


@bp.post("/language")
@public
def update() -> Response:
    """Speak another language from now on and come back to the same place."""
    locale, person = request.form.get("language", ""), person_or_none()
    if person is not None and locale in LOCALES:
        with transaction():
            profile.speak(person, locale)
    return _spoken(locale)


def _spoken(locale: str) -> Response:
    """Back to the page, with the language kept in a cookie when it is one of ours."""
    response = redirect(next_page("/"))
    if locale in LOCALES:
        response.set_cookie(
            COOKIE,
            locale,
            max_age=31536000,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
    return response  # type: ignore[return-value]
