"""A city where seminars are held: its names, place on earth and time zone."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class City(Base):
    """One of the places the network works in; latitude and longitude in degrees."""

    __tablename__ = "cities"

    key: Mapped[str] = mapped_column(String(48), unique=True)
    name_en: Mapped[str] = mapped_column(String(80))
    name_ru: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(48))
    latitude: Mapped[float]
    longitude: Mapped[float]

    def name_in(self, locale: str) -> str:
        """The city's name in a language."""
        return self.name_ru if locale == "ru" else self.name_en
