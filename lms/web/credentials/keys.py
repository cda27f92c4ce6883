"""Who issues credentials, and the public halves of the keys they are signed with."""

from importlib import import_module
from typing import TYPE_CHECKING

from flask import Blueprint
from flask.typing import ResponseReturnValue

from lms.base.errors import NotFound
from lms.base.i18n import gettext as _
from lms.base.i18n import speaking
from lms.credentials import badge
from lms.web.gate import shared
from lms.web.settings import settings

if TYPE_CHECKING:
    from lms.credentials.signing import KeyRing

bp = Blueprint("certificate_keys", __name__, url_prefix="/certificates")
# Needed only here: a worker starts without the library that signs.
SIGNING = "lms.credentials.signing"
FOLDER = "credential-keys"


@bp.get("/issuer.json")
@shared
def issuer() -> ResponseReturnValue:
    """The profile of the issuer, where the keys can be found."""
    return {
        **badge.issuer(settings().base_url, site_name("en")),
        "jwks": f"{settings().base_url}/certificates/keys.json",
    }


@bp.get("/keys.json")
@shared
def index() -> ResponseReturnValue:
    """All public keys, also those that sign no more."""
    return ring().public()


@bp.get("/keys/<kid>.json")
@shared
def show(kid: str) -> ResponseReturnValue:
    """One public key."""
    key = ring().find(kid)
    if key is None:
        raise NotFound(kid)
    half: dict[str, object] = import_module(SIGNING).public_half(key)
    return half


def ring() -> "KeyRing":
    """The keys of this installation; the first is made when it is first asked for."""
    made: KeyRing = import_module(SIGNING).key_ring(settings().data_dir / FOLDER)
    return made


def site_name(locale: str) -> str:
    """What the site calls itself."""
    with speaking(locale):
        return _("Leader trainings")
