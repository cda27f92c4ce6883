"""The certificate on paper, with a QR code to its check page: same data, same bytes."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import segno
import typst

from lms.base.i18n import gettext as _
from lms.base.i18n import ngettext, say_date_in_full, speaking
from lms.courseware.syllabus import Syllabus
from lms.credentials.certificate import Tongue
from lms.credentials.queries import Held

TEMPLATE = Path(__file__).with_name("certificate.typ")
TEAL = "#0c515c"
ZONE = "Europe/Moscow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """Everything that is printed; `address` is that of the check page, with http or https."""

    number: str
    code: str
    name: str
    tongue: Tongue
    completed_at: datetime
    syllabus: Syllabus
    address: str


def pdf(certificate: Print) -> bytes:
    """Set one certificate."""
    said = {
        "texts": list(_texts(certificate)),
        "issuer": _issuer(certificate.tongue),
        "name": certificate.name,
        "number": certificate.number,
        "code": certificate.code,
        "address": certificate.address,
        "shown_address": certificate.address.partition("://")[2],
        "qr": qr_code(certificate.address),
    }
    made = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        font_paths=_fonts(),
        pdf_standards=["ua-1"],  # tagged, titled, with its language: it can be read aloud
    )
    if not isinstance(made, bytes):
        raise TypeError("a certificate is one file")
    return made


def print_of(held: Held, base_url: str) -> Print:
    """Give what is printed of a certificate that its holder has confirmed."""
    one = held.certificate
    return Print(
        number=one.number,
        code=one.code,
        name=one.printed_name or "",
        tongue=held.tongue,
        completed_at=one.completed_at,
        syllabus=held.syllabus,
        address=f"{base_url}/certificates/{one.code}/",
    )


def qr_code(address: str) -> str:
    """Draw an address as a QR code: SVG with room for dirt and folds (error correction M)."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=0, dark=TEAL, xmldecl=False, nl=False
    )
    return drawn.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    """The typefaces inside the typesetter, which know Cyrillic, and none of the machine."""
    return typst.Fonts(include_system_fonts=False)


def _languages(tongue: Tongue) -> tuple[str, ...]:
    return ("ru", "en") if tongue is Tongue.BOTH else (str(tongue),)


def _issuer(tongue: Tongue) -> str:
    with speaking(_languages(tongue)[0]):
        return _("Leader trainings")


def _texts(certificate: Print) -> Iterator[dict[str, str]]:
    """The words of the page in each of its languages."""
    syllabus = certificate.syllabus
    for language in _languages(certificate.tongue):
        course = syllabus.title.in_(language)
        hours = max(1, round(syllabus.minutes / 60))
        with speaking(language):
            yield {
                "lang": language,
                "title": _("Certificate: %(course)s", course=course),
                "heading": _("Certificate"),
                "kind": _("of completion of the course"),
                "course": _("“%(course)s”", course=course),
                "holder": _("Awarded to"),
                "finished": _(
                    "The course was finished on %(day)s",
                    day=say_date_in_full(certificate.completed_at, ZONE),
                ),
                "extent": _extent(len(syllabus.modules), hours),
                "number_label": _("Number"),
                "code_label": _("Check code"),
                "check": _("Check it at"),
                "notice": _("It confirms a course of this site and is no state document."),
                "qr": _("QR code of the address"),
            }


def _extent(modules: int, hours: int) -> str:
    parts = (
        ngettext("%(num)s module", "%(num)s modules", modules),
        ngettext("about %(num)s hour of study", "about %(num)s hours of study", hours),
    )
    return ", ".join(parts)
