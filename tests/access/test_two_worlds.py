"""Two associations of the same shape: nothing of the other one's is read, in whatever is asked.

Every word of side B is a marker. People of side A ask for everything with B's parameters, with
their own, and with both mixed; whatever comes back is searched, letters and logs included.
"""

import itertools
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from lms.base.db import db
from tests.access import parameters, reading, side_b
from tests.access.forms import FORMS
from tests.access.parameters import Route, routes
from tests.access.stage import Stage

# Who belongs to side A or to none; an administrator looks after both.
PERSONAS = ("guest", "stranger", "participant", "trainer", "organizer", "suspended")
Words = dict[str, set[str]]

# What is announced is announced to all: the seminar, its house, its city, the course on offer.
OPEN = frozenset(
    {
        "bundle.course-outcome",
        "bundle.course-summary",
        "bundle.course-title",
        "bundle.lesson-title",
        "bundle.module-summary",
        "bundle.module-title",
        "bundle.quiz-title",
        "bundle.scenario-title",
        "cities.key",
        "cities.name_en",
        "courses.key",
        "seminars.slug",
        "seminars.summary_en",
        "seminars.title_en",
        "seminar_sessions.uid",
        "venues.accessibility",
        "venues.address",
        "venues.directions",
        "venues.name",
    }
)
OPEN_IN_RUSSIAN = frozenset({"cities.name_ru", "seminars.summary_ru", "seminars.title_ru"})
# Addresses that lead to what is public; at all others the other side's thing is not there.
PUBLIC = frozenset(
    {
        "GET /assets/<path:address>",
        "GET /certificates/keys/<kid>.json",
        "GET /cities/<city>.ics",
        "GET /cities/<city>/",
        "GET /courses/<course>/",
        "GET /courses/<course>/<module>/<item>/",
        "GET /media/<name>",
        "GET /seminars/<slug>.ics",
        "GET /seminars/<slug>/",
        "POST /courses/<course>/<module>/<item>/completion",
        "POST /courses/<course>/<module>/<quiz>/attempts",
        "POST /courses/<course>/<module>/<scenario>/playthroughs",
        "POST /courses/<course>/enrolment",
        "POST /courses/<course>/withdrawal",
        "POST /seminars/<slug>/registration",
        "POST /seminars/<slug>/registration/cancellation",
    }
)


@pytest.fixture
def words(stage: Stage) -> Words:
    """Every word of side B, as a reader would see it, by what holds it."""
    with stage.undone():
        watched: Words = {}
        for word, names in side_b.watched(stage.b).items():
            watched.setdefault(reading.plain(word), set()).update(names)
        return watched


def mixtures(stage: Stage, route: Route) -> Iterator[dict[str, object]]:
    """The parameters of side A and of side B in every mixture, the pure ones included.

    Nobody of side A holds a secret of side B, and whoever did could open what it opens.
    """
    with stage.undone():
        a, b = parameters.values(route, stage.a), parameters.values(route, stage.b)
    known = (a,) if parameters.opens_by_secret(route) else (a, b)
    for sides in itertools.product(known, repeat=len(route.names)):
        yield {name: side[name] for name, side in zip(route.names, sides, strict=True)}


def ask(
    stage: Stage, persona: str, route: Route, values: dict[str, object], language: str = "en"
) -> str:
    """Everything that comes of one request: the answer and the letters that go out."""
    words = {"query_string": {"lang": language}, "headers": {"Accept-Language": language}}
    form = FORMS[route.endpoint](stage.a) if route.method != "GET" else {}
    table = db.metadata.tables["outbox_messages"]
    before = db.session.scalar(select(func.max(table.c.id)))
    answer = stage.browser(persona).open(
        route.address(values), method=route.method, data=form, **words
    )
    letters = db.session.execute(select(table).where(table.c.id > before)).all()
    text = "\n".join([reading.whole(stage.app, answer), *map(repr, letters)])
    return reading.without(text, [route.address(values), *values.values(), *form.values()])


def found(words: Words, text: str) -> set[str]:
    """Which words are in a text."""
    read = reading.plain(text)
    return {word for word in words if word in read}


@pytest.mark.parametrize("persona", PERSONAS)
def test_nothing_of_the_other_side_is_read(
    stage: Stage, words: Words, persona: str, caplog: pytest.LogCaptureFixture
) -> None:
    seen: dict[str, str] = {}
    with caplog.at_level(logging.DEBUG):
        for route in routes(stage.app):
            for values in mixtures(stage, route):
                with stage.undone():
                    read = found(words, ask(stage, persona, route, values))
                seen |= dict.fromkeys(read - seen.keys(), f"{route} {values}")
    told = OPEN if persona in ("guest", "suspended") else OPEN | {"users.display_name"}
    assert {word: where for word, where in seen.items() if not words[word] & told} == {}
    assert OPEN - {name for word in seen for name in words[word]} == set(), "not public: unlist it"
    assert found(words, caplog.text) == set()


def test_the_same_in_russian(stage: Stage, words: Words) -> None:
    read: set[str] = set()
    for route in routes(stage.app):
        for values in mixtures(stage, route):
            with stage.undone():
                read |= found(words, ask(stage, "guest", route, values, "ru"))
    assert {word for word in read if not words[word] & (OPEN | OPEN_IN_RUSSIAN)} == set()
    assert OPEN_IN_RUSSIAN - {name for word in read for name in words[word]} == set()


def test_only_the_trainer_of_an_announced_seminar_is_named(stage: Stage, words: Words) -> None:
    """Signed-in people see who teaches; nobody else's name is told."""
    trainer = stage.rows()["users"][stage.b.people["trainer"]]["display_name"]
    others = {
        word: names
        for word, names in words.items()
        if "users.display_name" in names and word != reading.plain(trainer)
    }
    for route in routes(stage.app):
        for values in mixtures(stage, route):
            with stage.undone():
                assert found(others, ask(stage, "participant", route, values)) == set(), route


@pytest.mark.parametrize("field", ["city", "venue", "city and venue"])
def test_a_form_takes_no_city_or_venue_of_the_other_side(
    stage: Stage, words: Words, field: str
) -> None:
    form = FORMS["organise.seminars.create"](stage.a)
    theirs = {"city": stage.b.plot.city, "venue": str(stage.b.after["venues"])}
    nowhere = {"city": made_up(theirs["city"]), "venue": "987654"}
    answers = []
    for other in (theirs, nowhere):
        sent = {name: value for name, value in other.items() if name in field}
        with stage.undone():
            answer = stage.browser("organizer").post("/organise/seminars/new", data=form | sent)
            assert stage.rows()["seminars"].keys() == {1, 2}
        assert answer.status_code == 422
        answers.append(reading.without(reading.whole(stage.app, answer), sent.values()))
    assert answers[0] == answers[1]
    assert {word for word in found(words, answers[0]) if not words[word] & OPEN} == set()


def made_up(value: object) -> object:
    """Something of the same shape that is not there."""
    if isinstance(value, int):
        return value + 987_654
    kept = {sign: sign for sign in "-_.:"}
    return "".join(
        kept.get(sign, chr(ord(sign) + 1) if sign not in "zZ9" else "a") for sign in value
    )


@pytest.mark.parametrize("persona", PERSONAS)
def test_what_is_foreign_and_what_is_not_there_answer_the_same(stage: Stage, persona: str) -> None:
    """Byte for byte, but for the address that the person has typed."""
    for route in routes(stage.app):
        if not route.names or str(route) in PUBLIC or parameters.opens_by_secret(route):
            continue
        for values in mixtures(stage, route):
            own = [
                name for name in route.names if values[name] == next(mixtures(stage, route))[name]
            ]
            nowhere = {
                name: value if name in own else made_up(value) for name, value in values.items()
            }
            if nowhere == values:
                continue
            with stage.undone():
                foreign = ask(stage, persona, route, values)
            with stage.undone():
                missing = ask(stage, persona, route, nowhere)
            assert foreign == missing, (route, values, nowhere)


def test_every_word_of_the_other_side_is_watched(stage: Stage, words: Words) -> None:
    """A column that is added tomorrow has to be filled on side B, or to be listed with a reason."""
    names = {side_b.name_of(column) for column in side_b.texts()}
    assert names - side_b.VOCABULARY - side_b.COURSE_TEXT - set().union(*words.values()) == set()
    assert side_b.FIXED - names == set(), "listed and not there any more"
    assert side_b.watched_json() == {
        "analyses.figures",
        "answers.response",
        "attempts.arrangement",
        "checks.response",
        "marks.points",
    }
    assert stage.b.after.keys() == {table.name for table in db.metadata.sorted_tables}
    empty = [table for table, last in stage.b.after.items() if last == stage.b.before[table]]
    assert empty == ["schedule_marks"]  # one row, a number that both sides raise


def test_a_leak_is_noticed(stage: Stage, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: where an organizer's own cities are not asked for, the other side is read."""
    monkeypatch.setattr("lms.accounts.person.Person.keys_for", lambda *_: None)
    address = f"/organise/seminars/{stage.b.plot.slug}/"
    monkeypatch.setattr("lms.web.organise.seminars.authorize", lambda *_: None)
    text = reading.whole(stage.app, stage.visit("organizer", "GET", address))
    assert {"registrations.contact_phone", "registrations.name"} <= {
        name for word in found(words, text) for name in words[word]
    }
