"""The list of cities: complete, in real zones, and safe to load again."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from lms.base.db import db, transaction
from lms.cli.cities import cities
from lms.seminars import operations
from lms.seminars.city import City

pytestmark = pytest.mark.both_engines


def load():
    with transaction():
        return operations.load_cities()


def test_thirty_five_cities_are_loaded_once(app):
    assert load() == (35, 0)
    assert load() == (0, 0)
    found = list(db.session.scalars(select(City)))
    assert len(found) == 35
    assert all(ZoneInfo(city.zone) for city in found)
    assert all(city.name_en and city.name_ru and len(city.country) == 2 for city in found)
    irkutsk = next(city for city in found if city.key == "irkutsk")
    assert (irkutsk.name_ru, irkutsk.zone) == ("Иркутск", "Asia/Irkutsk")


def test_what_differs_is_mended_and_what_is_not_on_the_list_stays(app):
    load()
    with transaction():
        db.session.scalars(select(City).where(City.key == "perm")).one().zone = "Europe/Moscow"
        db.session.add(
            City(
                key="tula",
                name_en="Tula",
                name_ru="Тула",
                country="RU",
                zone="Europe/Moscow",
                latitude=54.2,
                longitude=37.6,
            )
        )
    assert load() == (0, 1)
    assert db.session.query(City).count() == 36


def test_the_command_says_what_it_did(app):
    result = app.test_cli_runner().invoke(cities, ["load"])
    assert result.output == "35 cities added, 0 mended.\n"
