"""Answers are squeezed in the way the browser prefers, and come out the same."""

import gzip
import sys

import pytest
from flask import Flask

from lms.web.squeezing import chosen, squeeze
from tests.browser import Browser

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

READERS = {"zstd": zstd.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate", "gzip"),
        ("zstd;q=0.1, gzip", "gzip"),
        ("br", None),
        ("identity", None),
        ("gzip;q=0", None),
        ("nonsense;q=x", None),
        ("", None),
    ],
)
def test_the_browser_chooses(accepted: str, encoding: str | None) -> None:
    assert chosen(accepted) == encoding


@pytest.mark.parametrize("encoding", READERS)
def test_a_page_comes_out_as_it_went_in(browser: Browser, encoding: str) -> None:
    plain = browser.get("/more/", headers={"Accept-Encoding": "identity"})
    small = browser.get("/more/", headers={"Accept-Encoding": encoding})
    assert small.headers["Content-Encoding"] == encoding
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    assert b"</html>" in READERS[encoding](small.data)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_one_page_leaves_nothing_in_the_next() -> None:
    pages = [bytes([letter]) * 3000 for letter in b"abc"]
    assert [zstd.decompress(squeeze(page, "zstd")) for page in pages] == pages


def test_what_is_tiny_or_squeezed_already_is_left_alone(browser: Browser, app: Flask) -> None:
    accepted = {"Accept-Encoding": "gzip, zstd"}
    assert "Content-Encoding" not in browser.get("/healthz", headers=accepted).headers
    calendar = browser.get("/seminars.ics", headers=accepted)
    assert calendar.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(calendar.data).startswith(b"BEGIN:VCALENDAR")
