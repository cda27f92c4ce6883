"""The real browser of the tests: one Chromium a test process, found on this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
]


def path() -> str:
    """Where the browser is: `CHROMIUM`, or the first known name on the PATH.

    Raises OSError where there is none; a test without its browser fails, it is not skipped.
    """
    wanted = (os.environ.get("CHROMIUM"), *NAMES)
    for found in (shutil.which(name) for name in wanted if name):
        if found:
            return found
    raise OSError("no Chromium found; `make test` installs one, or name yours: CHROMIUM=/path")


@contextmanager
def running() -> Iterator[Browser]:
    """A Chromium without a window, closed at the end of the block."""
    as_root = os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path(), args=[*QUIET, *(["--no-sandbox"] if as_root else [])]
        )
        yield browser
        browser.close()
