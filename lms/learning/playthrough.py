"""A playthrough: one person playing a scenario once, decision by decision."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base

UNFINISHED = text("finished_at IS NULL")


class Playthrough(Base):
    """One playing of a scenario, pinned to the edition it was begun in.

    A person has one unfinished playthrough of a scenario at most; they may play it again as often
    as they like.
    """

    __tablename__ = "playthroughs"
    __table_args__ = (
        Index(
            "uq_playthroughs_one_unfinished",
            "enrolment_id",
            "scenario",
            unique=True,
            sqlite_where=UNFINISHED,
            postgresql_where=UNFINISHED,
        ),
        UniqueConstraint("enrolment_id", "scenario", "number"),
    )

    key: Mapped[str] = mapped_column(String(24), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    scenario: Mapped[str] = mapped_column(String(97))
    number: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    ending: Mapped[str | None] = mapped_column(String(48))


class Decision(Base):
    """What was chosen at a node; only ever added. `op_id` is drawn by the page that sends it."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("playthrough_id", "op_id"),
        UniqueConstraint("playthrough_id", "node"),
    )

    playthrough_id: Mapped[int] = mapped_column(ForeignKey("playthroughs.id", ondelete="CASCADE"))
    node: Mapped[str] = mapped_column(String(48))
    choice: Mapped[str] = mapped_column(String(48))
    op_id: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime]
