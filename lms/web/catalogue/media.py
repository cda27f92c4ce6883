"""Pictures and hand-outs of courses, named for what they hold: they may be kept for ever."""

from flask import Blueprint, Response, request

from lms.catalogue.queries import media
from lms.web.assets import A_YEAR
from lms.web.gate import shared

bp = Blueprint("media", __name__)
# A drawing opened on its own is a document: it may show itself and do nothing else.
ALONE = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox"


@bp.get("/media/<name>")
@shared
def show(name: str) -> Response:
    """Send one picture or hand-out; every other file of a course is not found here."""
    content, kind = media(name)
    response = Response(content, content_type=kind)
    response.headers["Cache-Control"] = A_YEAR
    response.headers["Content-Security-Policy"] = ALONE
    response.set_etag(name)
    response.make_conditional(request)
    return response
