"""The certificates of a course for its trainer: who has one, revoking, printing them together."""

from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.credentials import operations
from lms.credentials.parcel import PART, parcel
from lms.credentials.queries import certificate_in, certificates_in, events_of, listed_in
from lms.web.credentials.downloads import pdf_of
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.settings import settings
from lms.web.teach.by_hand import ReasonForm
from lms.web.teach.finding import ZONE, taught_course

bp = Blueprint("certificates", __name__, url_prefix="/<course>/certificates")


@bp.get("/")
@access(Permission.COURSE_TEACH)
def index(course: str) -> ResponseReturnValue:
    """Who has a certificate of the course, and which of them may be printed together."""
    taught = taught_course(course)
    return render_template(
        "teach/certificates/index.html",
        taught=taught,
        page=certificates_in(taught.course.id, request.args.get("page", 1, int)),
        listed=len(listed_in(taught.course.id)),
        part=PART,
        zone=ZONE,
    )


@bp.get("/<key>/")
@access(Permission.COURSE_TEACH)
def show(course: str, key: str) -> ResponseReturnValue:
    """One certificate with what has happened to it."""
    return _page(course, key, ReasonForm(formdata=None))


@bp.post("/<key>/revocation")
@access(Permission.COURSE_TEACH)
def revoke(course: str, key: str) -> ResponseReturnValue:
    """Let it count no more, with a reason; a repeat changes nothing."""
    course_id, form = taught_course(course).course.id, ReasonForm()
    if not form.validate():
        return _page(course, key, form, 422)
    by_id, reason = current_person().id, form.reason.data
    with transaction():
        operations.revoke(course_id, key, reason=reason, by_id=by_id, at=clock.now())
    flash(_("The certificate is no longer valid. Its check page says so from now on."), "done")
    return redirect(url_for("teach.certificates.show", course=course, key=key))


@bp.post("/<key>/restoration")
@access(Permission.COURSE_TEACH)
def restore(course: str, key: str) -> ResponseReturnValue:
    """Take the revocation back; a repeat changes nothing."""
    course_id, by_id = taught_course(course).course.id, current_person().id
    with transaction():
        operations.restore(course_id, key, by_id=by_id, at=clock.now())
    flash(_("The certificate is valid again."), "done")
    return redirect(url_for("teach.certificates.show", course=course, key=key))


@bp.get("/certificates-<int:number>.zip")
@access(Permission.COURSE_TEACH)
def download(course: str, number: int) -> ResponseReturnValue:
    """A part of those that may be printed, sent as they are set; their names tell of nobody."""
    taught = taught_course(course)
    chosen = listed_in(taught.course.id)[(number - 1) * PART : number * PART] if number else []
    if not chosen:
        return redirect(url_for("teach.certificates.index", course=course))
    base_url = settings().base_url
    pages: Iterator[tuple[str, bytes]] = (
        (f"certificate-{held.certificate.number}.pdf", pdf_of(held, base_url)) for held in chosen
    )
    response = Response(parcel(pages), content_type="application/zip")
    name = f"certificates-{taught.course.key}-{number}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(course: str, key: str, form: ReasonForm, status: int = 200) -> ResponseReturnValue:
    taught = taught_course(course)
    line = certificate_in(taught.course.id, key)
    page = render_template(
        "teach/certificates/show.html",
        taught=taught,
        line=line,
        events=events_of(line.certificate.id),
        form=form,
        zone=ZONE,
    )
    return page, status
