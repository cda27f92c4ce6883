"""Prepared statements give on both engines what the session gives, and fail in the same words."""

import gc
import importlib
import pkgutil
import traceback
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import JSON, Float, Numeric, Select, bindparam, literal, select, type_coerce
from sqlalchemy.exc import IntegrityError

import lms
from lms.accounts.user import User
from lms.base.db import UtcDateTime, db, transaction
from lms.base.insertion import insert_once, insert_row
from lms.base.prepared import Prepared
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.learning.enrolment import Enrolment
from lms.seminars.city import City
from tests import cast

PLACE = {
    "key": "somewhere",
    "name_en": "Somewhere",
    "name_ru": "Где-то",
    "country": "RU",
    "zone": "Europe/Moscow",
    "latitude": 1.5,
    "longitude": 2.5,
}
AT = datetime(2026, 12, 5, 7, 30, tzinfo=UTC)
KINDS = {
    "whole": literal(3),
    "text": literal("ё, a 'quoted' one"),
    "truth": literal(True),  # noqa: FBT003
    "fraction": type_coerce(literal(1.5), Float),
    "exact": type_coerce(literal(Decimal("12.3400")), Numeric(10, 4)),
    "nested": type_coerce(literal({"a": [1, "ё"]}, JSON), JSON),
    "moment": type_coerce(literal(AT, UtcDateTime()), UtcDateTime()),
}


def all_kinds() -> Prepared:
    return Prepared(
        select(
            *(value.label(name) for name, value in KINDS.items()),
            type_coerce(bindparam("given", type_=UtcDateTime()), UtcDateTime()).label("given"),
            literal(None).label("empty"),
        )
    )


def test_values_come_back_as_python_has_them(real_app: Flask) -> None:
    with real_app.app_context():
        statement = all_kinds()
        outside = statement.first(given=AT)
        with transaction():
            inside = statement.first(given=AT)
            session = db.session.execute(statement.statement, {"given": AT}).one()
    assert tuple(outside) == tuple(inside) == tuple(session)
    assert outside.moment == outside.given == AT
    assert (outside.exact, outside.nested) == (Decimal("12.3400"), {"a": [1, "ё"]})


def test_a_read_inside_a_transaction_sees_what_was_written_there(real_app: Flask) -> None:
    count = Prepared(select(User.__table__.c.id))

    def join_and_fail() -> None:
        with transaction():
            cast.join(cast.BORIS)
            assert len(count()) == 1
            raise ZeroDivisionError

    with real_app.app_context():
        with pytest.raises(ZeroDivisionError):
            join_and_fail()
        assert count() == []


def test_rows_are_added_with_the_columns_own_values(real_app: Flask) -> None:
    with real_app.app_context():
        with transaction():
            user = cast.join(cast.BORIS)
            course = Course(key="a", position=1, created_at=AT)
            db.session.add(course)
            db.session.flush()
            edition = Edition(
                course_id=course.id, number=1, digest="d", compiler=1, compiled="", published_at=AT
            )
            db.session.add(edition)
            db.session.flush()
            words = {"course_id": course.id, "edition_id": edition.id, "user_id": user.id}
        with transaction():
            number = insert_row(Enrolment, **words, enrolled_at=AT, last_active_at=AT)
        made = db.session.get_one(Enrolment, number)
        assert len(made.key) > 10
        assert (made.last_active_at, made.completed_at) == (AT, None)


def test_nothing_is_written_outside_of_a_transaction(real_app: Flask) -> None:
    with real_app.app_context(), pytest.raises(RuntimeError):
        insert_row(City, **PLACE)


def test_a_broken_rule_is_said_in_the_librarys_words_without_the_values(real_app: Flask) -> None:
    with real_app.app_context():
        with transaction():
            insert_row(City, **PLACE)
        with pytest.raises(IntegrityError) as caught, transaction():
            insert_row(City, **PLACE)
    told = "".join(traceback.format_exception(caught.value))
    assert "cities" in told
    for value in ("Где-то", "'somewhere'", "(somewhere)"):
        assert value not in told


def test_the_session_tells_no_values_either(real_app: Flask) -> None:
    with real_app.app_context():
        with transaction():
            cast.join(cast.BORIS)
        with pytest.raises(IntegrityError) as caught, transaction():
            cast.join(cast.BORIS)
    told = "".join(traceback.format_exception(caught.value))
    assert "users" in told
    assert "boris" not in told.lower().replace("cast.boris", "")


def test_what_is_there_already_is_not_added_again(real_app: Flask) -> None:
    with real_app.app_context(), transaction():
        assert insert_once(City, **PLACE) is not None
        assert insert_once(City, **PLACE) is None


def every_prepared_statement() -> list[Prepared]:
    for found in pkgutil.walk_packages(lms.__path__, "lms."):
        importlib.import_module(found.name)
    return [one for one in gc.get_objects() if isinstance(one, Prepared)]


def test_every_statement_of_the_site_is_understood_by_the_driver(real_app: Flask) -> None:
    """Tests inside an outer transaction go through the library; this one does not."""
    statements = [one for one in every_prepared_statement() if isinstance(one.statement, Select)]
    assert len(statements) > 5
    with real_app.app_context():
        for one in statements:
            binds = one.statement.compile(dialect=db.engine.dialect).bind_names
            one(**dict.fromkeys((name for part, name in binds.items() if part.required), None))
