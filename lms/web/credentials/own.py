"""My certificates: claimed, given the name to print, opened up or not, downloaded."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import current_locale, lazy_gettext
from lms.base.i18n import gettext as _
from lms.credentials.certificate import Tongue
from lms.credentials.names import as_printed
from lms.credentials.operations import claim, confirm, open_up
from lms.credentials.queries import Held, certificate_of, certificates_of, unclaimed_by
from lms.credentials.refusals import UnprintableName
from lms.web.credentials.downloads import credential_of, file, pdf_of
from lms.web.current import current_person
from lms.web.forms import Form, one_line, stripped
from lms.web.gate import access
from lms.web.settings import settings

bp = Blueprint("my_certificates", __name__, url_prefix="/me/certificates")
ZONE = "Europe/Moscow"


class ClaimForm(Form):
    """The course that was finished."""

    course = HiddenField(validators=[DataRequired(), Length(max=48)])


class CertificateForm(Form):
    """The name as it shall be printed, in which language, and who may read it."""

    name = StringField(
        lazy_gettext("Name to be printed"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Write the name that is to stand on the certificate.")),
            Length(max=120, message=lazy_gettext("At most %(max)d characters.")),
            one_line,
        ],
    )
    tongue = RadioField(
        lazy_gettext("Language of the certificate"),
        choices=[
            SelectChoice(Tongue.ENGLISH, lazy_gettext("English")),
            SelectChoice(Tongue.RUSSIAN, lazy_gettext("Russian")),
            SelectChoice(Tongue.BOTH, lazy_gettext("Russian and English")),
        ],
        validators=[InputRequired(lazy_gettext("Choose a language."))],
    )
    name_is_shown = BooleanField(lazy_gettext("The check page shows my name"))
    is_listed = BooleanField(lazy_gettext("My trainers may print it for me"))

    def validate_name(self, field: StringField) -> None:
        """Only letters that can be printed."""
        try:
            as_printed(field.data or "")
        except UnprintableName as error:
            raise ValidationError(error.text) from error


@bp.get("/")
@access(Permission.ACCOUNT_OWN)
def index() -> ResponseReturnValue:
    """What I have, and what waits to be claimed."""
    person = current_person()
    return render_template(
        "credentials/own/index.html",
        certificates=certificates_of(person.id),
        unclaimed=unclaimed_by(person.id),
        zone=ZONE,
    )


@bp.post("/")
@access(Permission.ACCOUNT_OWN)
def create() -> ResponseReturnValue:
    """Claim the certificate of a course finished earlier; a repeat gives the same."""
    person, form = current_person(), ClaimForm()
    if not form.validate():
        return redirect(url_for("my_certificates.index"))
    with transaction():
        key = claim(person.id, form.course.data, clock.now()).key
    return redirect(url_for("my_certificates.show", key=key))


@bp.get("/<key>/")
@access(Permission.ACCOUNT_OWN)
def show(key: str) -> ResponseReturnValue:
    """One certificate: its state, the name on it, the downloads."""
    person = current_person()
    held = certificate_of(person.id, key)
    one = held.certificate
    form = CertificateForm(
        formdata=None,
        name=one.printed_name or "",
        tongue=one.tongue or current_locale(),
        name_is_shown=one.name_is_shown,
        is_listed=one.is_listed,
    )
    return _page(held, form)


@bp.post("/<key>/")
@access(Permission.ACCOUNT_OWN)
def update(key: str) -> ResponseReturnValue:
    """Confirm the name, and choose who may read it."""
    person_id = current_person().id
    held, form = certificate_of(person_id, key), CertificateForm()
    if not form.validate():
        return _page(held, form, 422)
    with transaction():
        confirm(person_id, key, form.name.data, Tongue(form.tongue.data), clock.now())
        open_up(
            person_id,
            key,
            name_is_shown=form.name_is_shown.data,
            is_listed=form.is_listed.data,
        )
    flash(_("Saved. The certificate can be downloaded as you want it."), "done")
    return redirect(url_for("my_certificates.show", key=key))


@bp.get("/<key>/certificate.pdf")
@access(Permission.ACCOUNT_OWN)
def pdf(key: str) -> ResponseReturnValue:
    """The certificate to print."""
    held = certificate_of(current_person().id, key).checked()
    name = f"certificate-{held.certificate.number}.pdf"
    return file(pdf_of(held, settings().base_url), "application/pdf", name)


@bp.get("/<key>/credential.jwt")
@access(Permission.ACCOUNT_OWN)
def credential(key: str) -> ResponseReturnValue:
    """The same, signed, for programs that collect badges."""
    held = certificate_of(current_person().id, key).checked()
    name = f"credential-{held.certificate.number}.jwt"
    return file(credential_of(held), "application/jwt", name)


def _page(held: Held, form: CertificateForm, status: int = 200) -> ResponseReturnValue:
    return render_template("credentials/own/show.html", held=held, form=form, zone=ZONE), status
