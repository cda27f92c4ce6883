"""Whatever is typed, sent twice or made up: a clear answer, never a 500, nothing saved by half."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lms.accounts import passwords
from tests import cast
from tests.access import matrix, parameters
from tests.access.forms import FORMS
from tests.access.parameters import Route, routes
from tests.access.stage import Stage

LONG = "ж" * 5_000  # 10 kB
HUGE = "9" * 21
WORDS = (
    "",
    LONG,
    "-1",
    HUGE,
    "1e309",
    "²",
    "0000-00-00",
    "9999-12-31",
    "2026-02-30",
    "9999-12-31T23:59",
    "24:00",
    "\u202egnp.exe\u200f",
    "\ud83d",
    "a\r\nBcc: x@example.org",
    "%s{0}{{7*7}}' OR 1=1 --",
    "\ufeff\u0085\u2028",
)
PARTS = (
    HUGE,
    "-1",
    "0",
    "x" * 2_000,
    "%00",
    "%ff%fe",
    "%ED%A0%BD",
    "..",
    "%2e%2e%2f",
    "²",
    "a%0d%0ab",
)
QUERIES = (
    "page",
    "q",
    "city",
    "month",
    "kind",
    "course",
    "next",
    "lang",
    "status",
    "into",
    "label",
)
PACKED = (b"", b"null", b"[7]", b'"\\ud83d"', b"{", b"[" * 5_000 + b"\xff")
FEW = 8  # fields of a form that are tried one by one
QUIET = frozenset({"assets.show", "media.show", "health.alive", "health.ready"})
Check = Callable[..., int]
RIGHT = (cast.PASSWORD_HASH, cast.PASSWORD)
UNCOUNTED = frozenset({"throttles"})


@pytest.fixture(autouse=True)
def _passwords_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a password costs is measured elsewhere."""
    monkeypatch.setattr(passwords, "matches", lambda known, typed: (known, typed) == RIGHT)
    monkeypatch.setattr(passwords, "hashed", lambda _: cast.PASSWORD_HASH)


def knocks(stage: Stage) -> Iterator[tuple[Route, str, dict[str, object]]]:
    """Every route with somebody whom it lets in, and the parameters of that side."""
    table = matrix.read()
    for route in routes(stage.app):
        yield route, matrix.insider(table[str(route)]), parameters.values(route, stage.a)


@pytest.fixture
def check(stage: Stage) -> Check:
    """Send one request that may be refused but must not break; a refused one writes nothing."""
    nothing = stage.fingerprint(without=UNCOUNTED)

    def knock(persona: str, route: Route, address: str, **sent: Any) -> int:
        with stage.undone():
            answer = stage.browser(persona).open(address, method=route.method, **sent)
            said = f"{route} {address[:200]} {str(sent)[:300]}: {answer.status_code}"
            assert answer.status_code < 500, said
            if answer.status_code >= 400 and route.method != "GET":
                assert stage.fingerprint(without=UNCOUNTED) == nothing, said
            return answer.status_code

    return knock


@pytest.mark.both_engines
def test_made_up_parameters(stage: Stage, check: Check) -> None:
    for route, persona, values in knocks(stage):
        form = FORMS[route.endpoint](stage.a) if route.method != "GET" else None
        for name in route.names:
            for part in PARTS:
                check(persona, route, route.address(values | {name: part}), data=form)


@pytest.mark.parametrize("part", range(2))
def test_made_up_queries(stage: Stage, part: int, check: Check) -> None:
    for route, persona, values in knocks(stage):
        if route.method == "GET" and route.endpoint not in QUIET:
            for word in WORDS[part::2]:
                words = dict.fromkeys(QUERIES, word.encode("utf-8", "replace").decode())
                check(persona, route, route.address(values), query_string=words)


@pytest.mark.parametrize("part", range(4))
def test_made_up_fields(stage: Stage, part: int, check: Check) -> None:
    for route, persona, values in list(knocks(stage)):
        if route.method == "GET":
            continue
        form = FORMS[route.endpoint](stage.a)
        address = route.address(values)
        for data in spoilt(form)[part::4]:
            check(persona, route, address, data=data)


def spoilt(form: dict[str, str]) -> list[dict[str, Any]]:
    """The form with one field spoilt at a time, in every way; a long form in fewer ways."""
    return [
        form | {field: word.encode("utf-8", "surrogatepass")}
        for number, field in enumerate(form)
        for word in (WORDS if len(form) <= FEW else WORDS[number % 2 :: 2])
    ]


@pytest.mark.both_engines
def test_all_fields_at_once_and_none_at_all(stage: Stage, check: Check) -> None:
    for route, persona, values in knocks(stage):
        if route.method == "GET":
            continue
        address, form = route.address(values), FORMS[route.endpoint](stage.a)
        for word in WORDS:
            data = dict.fromkeys(form, word.encode("utf-8", "surrogatepass"))
            check(persona, route, address, data=data)
        check(persona, route, address, data={})
        check(persona, route, address, data={name: [text] * 3 for name, text in form.items()})
        check(persona, route, address, data={f"{name}[]": text for name, text in form.items()})


@pytest.mark.both_engines
def test_answers_of_a_script_in_any_shape(stage: Stage, check: Check) -> None:
    (found,) = [knock for knock in knocks(stage) if knock[0].endpoint == "answers.create"]
    route, persona, values = found
    right = {"answer": ["a word"], "op_id": "operation-1", "base": []}
    assert check(persona, route, route.address(values), json=right) == 200
    shapes = (None, 1, True, [], {}, [[]], [None], ["\ud83d"], "\ud83d", HUGE, [LONG], ["a"] * 999)
    for field, shape in itertools.product(right, shapes):
        check(persona, route, route.address(values), json=right | {field: shape})
    for extra in ("user_id", "aside", "attempt_id", "saved_at"):
        sent = right | {extra: "1"}
        assert check(persona, route, route.address(values), json=sent) == 422


def test_a_nul_is_refused_everywhere(stage: Stage, check: Check) -> None:
    for route, persona, values in knocks(stage):
        address = route.address(values)
        assert check(persona, route, address, query_string={"q": "a\0b"}) == 400
        if route.method != "GET":
            form = FORMS[route.endpoint](stage.a) | {"x": "a\0b"}
            assert check(persona, route, address, data=form) == 400


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain"])
def test_bodies_of_another_shape(stage: Stage, kind: str, check: Check) -> None:
    bodies = PACKED[-1:] if kind == "text/plain" else PACKED
    for route, persona, values in knocks(stage):
        if route.method == "GET":
            continue
        for body in bodies:
            check(persona, route, route.address(values), data=body, content_type=kind)


def test_the_secret_of_a_calendar_has_the_length_it_was_drawn_with(
    stage: Stage, check: Check
) -> None:
    (route,) = [route for route in routes(stage.app) if route.endpoint == "feeds.create"]
    form = FORMS[route.endpoint](stage.a)
    assert check("participant", route, route.rule, data=form) == 201
    for secret in (form["secret"] + "/", form["secret"] + "a", form["secret"][1:], ""):
        assert check("participant", route, route.rule, data=form | {"secret": secret}) == 422
