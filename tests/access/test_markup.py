"""Markup that somebody typed is text on every page, for administrators as for guests."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from sqlalchemy import update

from lms.accounts.user import User, username_key
from lms.base.db import db, transaction
from lms.catalogue.operations import publish
from lms.courseware.bundle import Bundle
from tests.access import matrix, parameters, side_b
from tests.access.forms import FORMS
from tests.access.parameters import Route, routes
from tests.access.stage import PERSONAS, Stage
from tests.catalogue import essays

EVIL = "\"'><script>CNRY</script><img src=x onerror=CNRY>{{7*191}}"
NAME = "\"'><img src=x onerror=CNRY>"  # a name stands in addresses
LINES = tuple(word for word, _ in side_b.WORDS if word not in ("Text of", "Lesson one"))
QUERIES = ("q", "city", "month", "kind", "course", "next", "lang", "status", "into", "page")


class Page(HTMLParser):
    """A page as a browser takes it apart: what in it came from the markup somebody typed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.offences: list[str] = []
        self.words: list[str] = []
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        names = [name for name, _ in attrs if name.startswith("on") or "cnry" in name]
        self.offences += [f"<{tag} {name}>" for name in names]
        self.offences += [f"<{tag} {name}=x>" for name, value in attrs if value == "x"]
        links = {name: value or "" for name, value in attrs if name in ("href", "src", "action")}
        self.offences += [f"{name}={to}" for name, to in links.items() if runs(to)]

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.inside in ("script", "style") and "CNRY" in data:
            self.offences.append(f"<{self.inside}>{data}")


def runs(address: str) -> bool:
    """Whether a link does something instead of leading somewhere."""
    return address.casefold().lstrip().startswith(("javascript:", "vbscript:", "data:"))


def course() -> Bundle:
    """The small course with markup in every line that is no lesson text."""
    quoted = "'" + EVIL.replace("'", "''") + "'"
    files = {}
    for path, content in essays.essay_bundle().items():
        text = content.decode()
        for word in LINES:
            line = word.removeprefix("en: ")
            for before, spelling in (("", f'"{line}"'), ("en: ", f"en: {line}")):
                text = text.replace(spelling, before + quoted)
        files[path] = text.encode()
    return Bundle(files)


@pytest.fixture
def evil(stage: Stage) -> Stage:
    """The stage with markup in every column of text and in the course."""
    for side in (stage.a, stage.b):
        side_b.fill(side, lambda _name, number: f"{EVIL}-{number}")
    with transaction():
        edition = publish(course()).edition.id
        for table in ("enrolments", "attempts"):
            rows = db.metadata.tables[table]
            db.session.execute(update(rows).values(edition_id=edition))
        user = db.session.get_one(User, stage.a.people["leader"])
        user.username, user.username_key = NAME, username_key(NAME)
    return stage


def safe(values: dict[str, object]) -> dict[str, object]:
    """Values as they stand in an address."""
    return {name: quote(str(value), safe="") for name, value in values.items()}


def pages(stage: Stage, persona: str) -> Iterator[tuple[Route, Page]]:
    """Every page a person may open, with and without markup behind the question mark."""
    for route in routes(stage.app):
        if route.method != "GET" or route.endpoint == "assets.show":
            continue
        address = route.address(safe(parameters.values(route, stage.a)))
        for words in ({}, dict.fromkeys(QUERIES, EVIL)):
            answer = stage.visit(persona, "GET", address, query_string=words)
            assert answer.status_code < 500, route
            if answer.mimetype == "text/html":
                yield route, Page(answer.text)


@pytest.mark.parametrize("persona", PERSONAS)
def test_what_was_typed_is_text_on_every_page(evil: Stage, persona: str) -> None:
    found = [(str(route), page.offences) for route, page in pages(evil, persona)]
    assert [one for one in found if one[1]] == []


def test_the_markup_does_reach_the_pages(evil: Stage) -> None:
    """The twin: the pages do show what was typed, and no template was run with it."""
    telling = set()
    for persona in ("participant", "trainer", "organizer", "administrator"):
        for route, page in pages(evil, persona):
            words = "".join(page.words)
            assert "1337" not in words, route
            if "<script>CNRY" in words:
                telling.add(route.endpoint)
    assert telling >= {
        "account.profile",
        "admin.invitations",
        "admin.organisation",
        "admin.organisations",
        "admin.person",
        "attempts.show",
        "catalogue.index",
        "catalogue.show",
        "cities.show",
        "feeds.index",
        "items.show",
        "organise.registrations.show",
        "organise.seminars.show",
        "reviews.show",
        "seminars.show",
        "teach.record",
        "teach.show",
    }


@pytest.mark.parametrize("part", range(2))
def test_what_is_typed_wrongly_comes_back_as_text(stage: Stage, part: int) -> None:
    table = matrix.read()
    for route in list(routes(stage.app))[part::2]:
        if route.method == "GET":
            continue
        address = route.address(parameters.values(route, stage.a))
        form = FORMS[route.endpoint](stage.a)
        for field in form:
            with stage.undone():
                browser = stage.browser(matrix.insider(table[str(route)]))
                sent = form | {field: EVIL}
                answer = browser.post(address, data=sent, follow_redirects=True)
                assert answer.status_code < 500
                assert Page(answer.text).offences == [], (route, field)


def test_markup_that_is_not_escaped_is_noticed() -> None:
    assert Page(f"<p>{EVIL}</p>").offences != []
    assert Page(f'<p title="{EVIL}">x</p>').offences != []
    assert Page('<a href="javascript:alert(1)">x</a>').offences != []
    assert Page("<p>&lt;script&gt;CNRY</p>").offences == []
