"""One file of a draft: read, written, taken away and brought back."""

from urllib.parse import quote

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.base.db import transaction
from lms.base.errors import NotFound
from lms.base.i18n import gettext as _
from lms.catalogue.drafts import problems_of, sha256_of
from lms.catalogue.operations import drafting
from lms.catalogue.refusals import ChangedMeanwhile, FileRefusedByCourse
from lms.web.studio.desk import Desk, desk, findings
from lms.web.studio.forms import FileForm
from lms.web.studio.outline import text_of

TEXTS = (".yaml", ".md")


def show(course: str, path: str) -> ResponseReturnValue:
    """The text with what the check says beside it."""
    at = _found(course, path)
    bundle = at.manuscript.bundle
    form = FileForm(formdata=None, text=text_of(bundle, path), basis=sha256_of(bundle, path))
    return _page(at, path, form)


def save(course: str, path: str) -> ResponseReturnValue:
    """Save the text, or the file that takes its place."""
    at, form = _found(course, path), FileForm()
    if not form.validate_on_submit():
        return _page(at, path, form), 422
    upload = request.files.get("upload")
    content = upload.read() if upload else _as_written(form.text.data or "", at, path)
    course_id = at.taught.course.id
    try:
        with transaction():
            is_new = drafting.save(course_id, path, content, form.basis.data or None, at.person)
    except ChangedMeanwhile as refusal:
        form.text.errors = [str(refusal.text)]
        form.basis.data = sha256_of(at.manuscript.bundle, path)
        return _page(at, path, form), 409
    except FileRefusedByCourse as refusal:
        form.text.errors = [str(refusal.text)]
        return _page(at, path, form), 422
    flash(*_told(is_new=is_new))
    return redirect(url_for("studio.file", course=course, path=path))


def raw(course: str, path: str) -> ResponseReturnValue:
    """The file as it is, to be completed elsewhere."""
    at = _found(course, path)
    response = Response(at.manuscript.bundle[path], content_type="text/plain; charset=utf-8")
    name = path.replace("/", "-")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _found(course: str, path: str) -> Desk:
    """Find a text of a course of mine; pictures are not written here."""
    at = desk(course)
    if path not in at.manuscript.bundle or not path.endswith(TEXTS):
        raise NotFound(path)
    return at


def _as_written(text: str, at: Desk, path: str) -> bytes:
    """Give what a browser sends as it stands in a file: its own line ends, one at the end."""
    written = text.replace("\r\n", "\n").encode()
    was = at.manuscript.bundle[path]
    return written if was.removesuffix(b"\n") != written.removesuffix(b"\n") else was


def _told(*, is_new: bool) -> tuple[str, str]:
    return (_("The file is saved."), "done") if is_new else (_("Nothing has changed."), "info")


def _page(at: Desk, path: str, form: FileForm) -> str:
    form.text.flags.asked = True
    found = problems_of(at.manuscript.bundle, at.taught.course.key)
    return render_template(
        "studio/files/show.html",
        taught=at.taught,
        path=path,
        form=form,
        change=at.manuscript.change(path),
        problems=findings(problem for problem in found if problem.file == path),
    )
