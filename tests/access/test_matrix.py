"""The matrix: every way in, as every person, against the reviewed table."""

from collections.abc import Iterator

import pytest
from flask import Flask

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.web import gate
from tests.access import forms, matrix, parameters
from tests.access.forms import FORMS
from tests.access.parameters import Route, routes
from tests.access.stage import PERSONAS, Stage

UNCOUNTED = frozenset({"throttles"})


def seen(stage: Stage, persona: str, route: Route, nothing: str) -> str:
    """The cell as it is: the status, `in` for the sign-in page, `+` where something was written."""
    sent = {} if route.method == "GET" else {"data": FORMS[route.endpoint](stage.a)}
    address = route.address(parameters.values(route, stage.a))
    with stage.undone():
        answer = stage.browser(persona).open(address, method=route.method, **sent)
        cell = str(answer.status_code)
        if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/"):
            cell = matrix.SIGN_IN
        written = route.method != "GET" and stage.fingerprint(without=UNCOUNTED) != nothing
        return f"{cell}+" if written else cell


def wrong(stage: Stage, persona: str) -> Iterator[str]:
    table, nothing = matrix.read(), stage.fingerprint(without=UNCOUNTED)
    for route in routes(stage.app):
        expected = table[str(route)][persona]
        cell = seen(stage, persona, route, nothing)
        if cell != expected:
            yield f"{route} as {persona}: {cell}, not {expected}"


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_cell_is_as_the_matrix_says(stage: Stage, persona: str) -> None:
    assert list(wrong(stage, persona)) == []


def test_every_route_has_a_row_and_every_row_a_route(stage: Stage) -> None:
    there, written = {str(route) for route in routes(stage.app)}, set(matrix.read())
    assert sorted(there - written) == []
    assert sorted(written - there) == []


def test_every_route_is_declared(stage: Stage) -> None:
    silent = {
        route.endpoint
        for route in routes(stage.app)
        if gate.declaration_of(stage.app, route.endpoint) is None
    }
    assert silent == set()


def test_every_form_is_filled_in(stage: Stage) -> None:
    assert forms.unsafe(stage.app) == set(FORMS)


def test_what_may_be_kept_by_others_is_the_same_for_all(stage: Stage) -> None:
    """A cache between us and people keeps the shared pages; of all others it keeps nothing."""
    for route in routes(stage.app):
        if route.method != "GET":
            continue
        address = route.address(parameters.values(route, stage.a))
        answers = [stage.visit(persona, "GET", address) for persona in ("guest", "participant")]
        declared = gate.declaration_of(stage.app, route.endpoint)
        if declared is not None and declared.shared:
            assert len({answer.data for answer in answers}) == 1, route
            assert not any("Set-Cookie" in answer.headers for answer in answers), route
        else:
            kept = {answer.headers["Cache-Control"] for answer in answers}
            assert not any("public" in how for how in kept), route


def test_a_suspended_person_is_a_guest(stage: Stage) -> None:
    """Roles, old session and all: only the pages of sign-out differ, which may forget a session."""
    different = [
        route
        for route, row in matrix.read().items()
        if row["guest"] != row["suspended"] and route != "POST /sign-out/"
    ]
    assert different == []


def test_the_secrets_of_a_suspended_person_open_nothing(stage: Stage) -> None:
    leader = stage.a.people["leader"]
    opened = [
        route
        for route in routes(stage.app)
        if route.endpoint in parameters.TOKENS and "/sign-up/" not in route.rule
    ]
    with transaction():
        db.session.get_one(User, leader).suspended_at = clock.now()
    for route in opened:
        sent = FORMS[route.endpoint](stage.a) if route.method == "POST" else None
        address = route.address(parameters.values(route, stage.a))
        answer = stage.visit("guest", route.method, address, data=sent)
        assert (str(route), answer.status_code) == (str(route), 404)
    assert len(opened) == 7


def test_a_wrong_cell_is_noticed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: with the gate ajar, the matrix says so."""
    monkeypatch.setattr(gate, "allows", lambda *_: True)
    found = list(wrong(stage, "stranger"))
    assert "GET /admin/people/ as stranger: 200, not 403" in found


def test_a_forgotten_route_is_noticed(stage: Stage) -> None:
    app = Flask("other")
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert {str(route) for route in routes(app)} - set(matrix.read()) >= {"GET /forgotten"}
