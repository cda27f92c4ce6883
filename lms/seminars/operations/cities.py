"""Loading the cities the network works in, from the list that comes with the project."""

import csv
from pathlib import Path

from sqlalchemy import select

from lms.base.db import db
from lms.seminars.city import City

LIST = Path(__file__).parent.parent / "cities.csv"


def load_cities() -> tuple[int, int]:
    """Add the cities that are missing and mend those that differ; how many of each.

    A second run changes nothing. Cities that are not on the list stay as they are.
    """
    known = {city.key: city for city in db.session.scalars(select(City))}
    added = mended = 0
    with LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            city = known.get(row["key"])
            if city is None:
                city = City(key=row["key"])
                db.session.add(city)
                added += 1
                _copy(row, city)
            elif _copy(row, city):
                mended += 1
    db.session.flush()
    return added, mended


def _copy(row: dict[str, str], city: City) -> bool:
    """Write a line of the list into the city; whether anything was different."""
    values: dict[str, str | float] = {
        name: row[name] for name in ("name_en", "name_ru", "country", "zone")
    }
    values |= {"latitude": float(row["lat"]), "longitude": float(row["lon"])}
    different = {name: value for name, value in values.items() if getattr(city, name) != value}
    for name, value in different.items():
        setattr(city, name, value)
    return bool(different)
