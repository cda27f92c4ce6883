"""The trainer's pages in the real browser, with everybody on them: legible, reachable, whole."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium

from lms.base.db import transaction
from tests import axe, cast
from tests.catalogue.bundles import published
from tests.reports.population import in_course, populate, two_editions
from tests.server import Server, running

PEOPLE = {"en": cast.ELENA, "ru": replace(cast.ELENA, username="lena", locale="ru")}
SHOW = "/teach/legal-mechanisms/"


@dataclass(frozen=True)
class School:
    """A running site with two courses: one full of people, one without anybody."""

    server: Server
    pages: tuple[str, ...]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Iterator[School]:
    with running("sqlite", tmp_path_factory.mktemp("school"), shared_dir) as server:
        with server.app.app_context():
            facts = in_course(populate(two_editions(), 70))
            published("networking")
            with transaction():
                for part in PEOPLE.values():
                    cast.join(part)
        stuck = next(f for f in facts if len(f.tries) == 3 and not f.completed_at)
        groups = tuple(f"{SHOW}?status={status}" for status in ("stopped", "not-started"))
        people = tuple(f"{SHOW}people/{fact.key}/" for fact in (stuck, facts[-1]))
        pages = ("/teach/", SHOW, f"{SHOW}?page=2", *groups, *people, "/teach/networking/")
        yield School(server, pages)


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(360, "light", "ru"), (1280, "dark", "en")]
)
def test_nothing_keeps_a_trainer_from_the_people(
    school: School, real_browser: Chromium, width: int, scheme: str, locale: str
) -> None:
    context = real_browser.new_context(
        base_url=school.server.base_url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale=locale,
    )
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("#login", PEOPLE[locale].username)
    page.fill("#password", cast.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    for path in school.pages:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert axe.violations(page) == [], path
        page.set_viewport_size({"width": min(width, 1000) - 40, "height": 800})
        narrow = page.evaluate("document.documentElement.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth") == narrow, path
        page.set_viewport_size({"width": width, "height": 800})
    context.close()


def test_the_spreadsheet_is_one_tap_away(school: School, real_browser: Chromium) -> None:
    context = real_browser.new_context(base_url=school.server.base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/sign-in/?next={SHOW}")
    page.fill("#login", PEOPLE["en"].username)
    page.fill("#password", cast.PASSWORD)
    page.click("main form button[type=submit]")
    with page.expect_download() as download:
        page.click("text=Download spreadsheet")
    assert download.value.suggested_filename.startswith("progress-legal-mechanisms-")
    assert download.value.path().read_bytes().startswith(b"PK")
    context.close()
