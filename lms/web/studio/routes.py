"""The studio: a trainer's draft of a course, files of questions in and out.

The views are loaded when one is called: a worker starts without the readers of courses and formats.
"""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.utils import import_string

from lms.access.permissions import Permission
from lms.web.gate import access

bp = Blueprint("studio", __name__, url_prefix="/studio/<course>")
PAGES = "lms.web.studio"
# Address below the course, endpoint, where its view is, method.
ROUTES = (
    ("/", "show", "drafts:show", "GET"),
    ("/editions", "publish", "drafts:publish", "POST"),
    ("/discards", "discard", "drafts:discard", "POST"),
    ("/keeps", "keep", "drafts:keep", "POST"),
    ("/files/<path:path>", "file", "files:show", "GET"),
    ("/files/<path:path>", "save_file", "files:save", "POST"),
    ("/raw/<path:path>", "raw", "files:raw", "GET"),
    ("/imports/new", "new_import", "imports:new", "GET"),
    ("/imports/new", "bring", "imports:bring", "POST"),
    ("/imports/<key>/", "rows", "imports:show", "GET"),
    ("/imports/<key>/", "place", "imports:place", "POST"),
    ("/quizzes/<module>/<quiz>/", "quiz", "exports:show", "GET"),
    ("/quizzes/<module>/<quiz>/<format>", "export", "exports:download", "GET"),
)


def later(place: str) -> Callable[..., ResponseReturnValue]:
    """Give a view that is imported when it is called."""

    def view(**words: str) -> ResponseReturnValue:
        found: ResponseReturnValue = import_string(f"{PAGES}.{place}")(**words)
        return found

    return access(Permission.COURSE_WRITE)(view)


for address, endpoint, place, method in ROUTES:
    bp.add_url_rule(address, endpoint, later(place), methods=[method])
