"""A venue: the house a seminar meets in, and how to get there."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.db import Base
from lms.seminars.city import City


class Venue(Base):
    """An address in a city; coordinates in degrees where somebody measured them."""

    __tablename__ = "venues"

    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    address: Mapped[str] = mapped_column(String(240))
    directions: Mapped[str] = mapped_column(Text, default="")
    accessibility: Mapped[str] = mapped_column(Text, default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    city: Mapped[City] = relationship()
