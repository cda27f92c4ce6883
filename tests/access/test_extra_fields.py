"""Fields that a form does not have change nothing: no owner, role or mark comes from outside.

Every form is sent as it should be, and again with every column of every table beside its own
fields. Either the form refuses, or the rows that are written are the same.
"""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, DateTime, Numeric

from lms.accounts import passwords
from lms.base import clock
from lms.base.db import db
from tests import cast
from tests.access import matrix, parameters, side_b
from tests.access.forms import FORMS
from tests.access.parameters import Route, routes
from tests.access.stage import Rows, Stage
from tests.access.test_matrix import UNCOUNTED

RIGHT = (cast.PASSWORD_HASH, cast.PASSWORD)
# What somebody would send who wants to be more than they are.
WISHES = {
    "aside": "1",
    "cause": "passed",
    "locale": "ru",
    "passed": "true",
    "percent": "100",
    "purpose": "reset-password",
    "role": "administrator",
    "scope": "all",
    "state": "finished",
}
EVIL = "evil-1"
LETTERS = frozenset({"outbox_messages.text", "outbox_messages.dedupe_key"})
DRAWN = side_b.DRAWN | LETTERS | {"attempts.arrangement", "organisations.key"}


@pytest.fixture(autouse=True)
def _nothing_else_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still, and a password costs nothing."""
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(passwords, "matches", lambda known, typed: (known, typed) == RIGHT)
    monkeypatch.setattr(passwords, "hashed", lambda _: cast.PASSWORD_HASH)


def wish(name: str, column: Any, stranger: int) -> str:
    """A value for a column that would be worth sending."""
    if name in WISHES:
        return WISHES[name]
    if isinstance(column.type, DateTime) or column.type.python_type is datetime:
        return "2020-01-01T00:00:00"
    if isinstance(column.type, Boolean):
        return "1"
    if isinstance(column.type, JSON | Numeric) or column.type.python_type is str:
        return EVIL
    return str(stranger)


def wishes(stage: Stage) -> dict[str, str]:
    """Every column there is, by name."""
    return {
        column.name: wish(column.name, column, stage.seats["stranger"][0])
        for table in db.metadata.sorted_tables
        for column in table.c
    }


def written(stage: Stage, route: Route, form: dict[str, str], **more: Any) -> tuple[int, Rows]:
    """The status and the rows after a form was sent, without what is drawn anew every time."""
    persona = matrix.insider(matrix.read()[str(route)])
    address = route.address(parameters.values(route, stage.a))
    with stage.undone():
        answer = stage.browser(persona).open(address, method=route.method, data=form, **more)
        rows = stage.rows(without=UNCOUNTED)
    for name, contents in rows.items():
        for row in contents.values():
            for column, value in row.items():
                if f"{name}.{column}" in DRAWN and EVIL not in str(value):
                    row[column] = "*"
    return answer.status_code, rows


def touched(before: Rows, after: Rows) -> set[str]:
    """The names of the columns of all tables that a form writes to."""
    changed = [name for name, contents in after.items() if contents != before[name]]
    return {column.name for name in changed for column in db.metadata.tables[name].c}


def unsafe(stage: Stage) -> list[Route]:
    return [route for route in routes(stage.app) if route.method != "GET"]


@pytest.mark.parametrize("part", range(3))
def test_the_fields_of_a_form_are_all_it_takes(stage: Stage, part: int) -> None:
    nothing = written(stage, next(routes(stage.app)), {})[1]
    refusing = set()
    for route in unsafe(stage)[part::3]:
        form = FORMS[route.endpoint](stage.a)
        right = written(stage, route, form)
        foreign = {name: value for name, value in wishes(stage).items() if name not in form}
        status, rows = written(stage, route, foreign | form)
        if status not in (400, 422):
            assert (status, rows) == right, route
            continue
        refusing.add(str(route))
        assert rows == nothing, route
        for name in sorted(touched(nothing, right[1]) - form.keys()):
            again = written(stage, route, form | {name: foreign[name]})
            assert again == (status, nothing), (route, name)
    assert len(refusing) > 5


def test_an_address_is_no_form(stage: Stage) -> None:
    """The same names behind the question mark of the address are not read at all."""
    for route in unsafe(stage):
        form = FORMS[route.endpoint](stage.a)
        right = written(stage, route, form)
        assert written(stage, route, form, query_string=wishes(stage)) == right, route
