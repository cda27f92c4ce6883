"""Making the files of a certificate: the PDF, and the signed credential beside it."""

from importlib import import_module

from flask import Response

from lms.base.i18n import gettext as _
from lms.base.i18n import speaking
from lms.credentials import badge
from lms.credentials.queries import Held
from lms.web.credentials.keys import ring, site_name
from lms.web.settings import settings

# Needed only for a download: a worker starts without the typesetter.
PRINTING = "lms.credentials.printing"


def pdf_of(held: Held, base_url: str) -> bytes:
    """Set a certificate that may be downloaded; knows of no request, so that it can be streamed."""
    printing = import_module(PRINTING)
    made: bytes = printing.pdf(printing.print_of(held, base_url))
    return made


def credential_of(held: Held) -> str:
    """Sign a credential (VC-JWT)."""
    told, base_url = held.badge, settings().base_url
    with speaking(told.locale):
        words = _("Everything the course asks for was done.")
    said = badge.credential(told, base_url, site_name(told.locale), words)
    return ring().sign(said, f"{base_url}/certificates/keys/")


def file(content: bytes | str, kind: str, name: str) -> Response:
    """Answer with a file under a name that tells of no person."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
