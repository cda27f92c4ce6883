"""Styles, scripts and pictures of the pages: joined, fingerprinted and squeezed at start.

`asset("app.css")` gives an address that changes with the content, so that a browser may keep
what it got for a year.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, request

from lms.base.errors import NotFound
from lms.web.gate import shared

bp = Blueprint("assets", __name__)
STATIC = Path(__file__).parent.parent / "static"
LAYERS = ("reset", "tokens", "base", "layout", "components", "pages", "print")
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    name: str
    address: str
    content: bytes
    squeezed: bytes
    kind: str


@cache
def assets() -> dict[str, Asset]:
    """Every asset by its name in the templates."""
    sheets = [STATIC / "css" / f"{layer}.css" for layer in LAYERS]
    css = b"\n".join(sheet.read_bytes() for sheet in sheets if sheet.exists())
    found = {"app.css": _asset("app.css", css)}
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and path.suffix in {".js", ".svg", ".png", ".ico"}:
            name = path.relative_to(STATIC).as_posix()
            found[name] = _asset(name, path.read_bytes())
    return found


def _asset(name: str, content: bytes) -> Asset:
    """Fingerprint and squeeze one file."""
    stem, _, suffix = name.rpartition(".")
    mark = hashlib.sha256(content).hexdigest()[:10]
    kind = mimetypes.types_map.get(f".{suffix}", "application/octet-stream")
    if kind.startswith("text/") or suffix == "svg":
        kind += "; charset=utf-8"
    return Asset(name, f"{stem}.{mark}.{suffix}", content, gzip.compress(content, 9, mtime=0), kind)


@cache
def _by_address() -> dict[str, Asset]:
    return {found.address: found for found in assets().values()}


def asset(name: str) -> str:
    """The address of an asset (KeyError for a name that does not exist: a template's mistake)."""
    return f"/assets/{assets()[name].address}"


@bp.get("/assets/<path:address>")
@shared
def show(address: str) -> Response:
    """Send one asset, squeezed where the browser can."""
    found = _by_address().get(address)
    if found is None:
        raise NotFound
    squeeze = request.accept_encodings["gzip"] > 0 and len(found.squeezed) < len(found.content)
    response = Response(found.squeezed if squeeze else found.content, content_type=found.kind)
    if squeeze:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = A_YEAR
    return response


def init_app(app: Flask) -> None:
    """Offer `asset()` to the templates."""
    app.jinja_env.globals["asset"] = asset
