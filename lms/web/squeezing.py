"""Answers made small on their way out: zstd where the browser takes it, gzip elsewhere.

A compressor lives as long as its thread. A new one for every answer has to be given its memory by
the system each time, which costs more than the compressing.
"""

import sys
import threading
import zlib
from functools import lru_cache

from flask import Flask, Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

KINDS = frozenset({"text/html", "text/calendar", "application/json"})
OFFERED = ("zstd", "gzip")
LEAST = 500  # bytes: less gains nothing
ZSTD_LEVEL = 3
GZIP_LEVEL = 4
GZIP_WRAPPED = 31  # the largest window of zlib, in the wrapping of gzip


class _Bench(threading.local):
    """What one thread works with."""

    def __init__(self) -> None:
        self.zstd = zstd.ZstdCompressor(level=ZSTD_LEVEL)


_bench = _Bench()


def squeeze(content: bytes, encoding: str) -> bytes:
    """The content in one of the encodings that are offered."""
    if encoding == "zstd":
        return _bench.zstd.compress(content, mode=zstd.ZstdCompressor.FLUSH_FRAME)
    return zlib.compress(content, GZIP_LEVEL, GZIP_WRAPPED)


@lru_cache(256)
def chosen(accepted: str) -> str | None:
    """The encoding for an Accept-Encoding (RFC 9110 section 12.5.3); None sends it as it is."""
    return parse_accept_header(accepted, Accept).best_match(OFFERED)


@lru_cache(256)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding takes gzip, whatever else it takes."""
    return parse_accept_header(accepted, Accept)["gzip"] > 0


def encoding_of_request(size: int) -> str | None:
    """The encoding for an answer of so many bytes to this request; None sends it as it is."""
    if size < LEAST:
        return None
    return chosen(request.environ.get("HTTP_ACCEPT_ENCODING", ""))


def init_app(app: Flask) -> None:
    """Squeeze every answer that is worth it and is not squeezed yet."""

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        if headers.get("Content-Type", "").partition(";")[0] not in KINDS:
            return response
        squeezed = "Content-Encoding" in headers
        content = b"" if squeezed else response.get_data()
        if not squeezed and len(content) < LEAST:
            return response
        vary = headers.get("Vary", "")
        if "Accept-Encoding" not in vary:
            headers["Vary"] = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
        if squeezed:
            return response
        encoding = encoding_of_request(len(content))
        if encoding is not None:
            response.set_data(squeeze(content, encoding))
            headers["Content-Encoding"] = encoding
        return response
