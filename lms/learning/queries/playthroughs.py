"""Playthroughs: those of one scenario, and one by its key with the story as far as it goes."""

from dataclasses import dataclass

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.scenario import Ending, Scenario, Story
from lms.courseware.syllabus import NoSuchItem, Syllabus
from lms.learning.enrolment import Enrolment
from lms.learning.playthrough import Decision, Playthrough


@dataclass(frozen=True, slots=True)
class Plays:
    """All playthroughs of one scenario by one person, oldest first."""

    playthroughs: tuple[Playthrough, ...]

    @property
    def open(self) -> Playthrough | None:
        """Give the one that has not come to an ending yet."""
        return next((play for play in self.playthroughs if play.finished_at is None), None)

    @property
    def finished(self) -> list[Playthrough]:
        """Give those that have come to an ending."""
        return [play for play in self.playthroughs if play.finished_at is not None]


@dataclass(frozen=True, slots=True)
class Play:
    """One playthrough with the scenario as it was printed when it began."""

    playthrough: Playthrough
    course_key: str
    syllabus: Syllabus
    decisions: tuple[tuple[str, str], ...]

    @property
    def scenario(self) -> Scenario:
        """Give the scenario; raises NotFound where the edition has none of that path."""
        return scenario_at(self.syllabus, self.playthrough.scenario)

    @property
    def story(self) -> Story:
        """Give the story as far as it was played."""
        return self.scenario.story(self.decisions)


def scenario_at(syllabus: Syllabus, path: str) -> Scenario:
    """Find a scenario by its path; raises NotFound for anything else."""
    try:
        item = syllabus.item_at(path)
    except NoSuchItem as error:
        raise NotFound(path) from error
    if not isinstance(item, Scenario):
        raise NotFound(path)
    return item


def plays_at(enrolment_id: int, scenario: Scenario) -> Plays:
    """Give a person's playthroughs of a scenario."""
    rows = db.session.scalars(
        select(Playthrough)
        .where(Playthrough.enrolment_id == enrolment_id, Playthrough.scenario == scenario.path)
        .order_by(Playthrough.number)
    )
    return Plays(tuple(rows))


def play_of(person_id: int, key: str) -> Play:
    """Find a person's own playthrough; a foreign one is NotFound like one that is not there."""
    row = db.session.execute(
        select(Playthrough, Course.key, Edition.digest)
        .join(Enrolment, Enrolment.id == Playthrough.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Edition, Edition.id == Playthrough.edition_id)
        .where(Playthrough.key == key, Enrolment.user_id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound(key)
    syllabus = syllabus_of(row.Playthrough.edition_id, row.digest)
    return Play(row.Playthrough, row.key, syllabus, decisions_of(row.Playthrough.id))


def decisions_of(playthrough_id: int) -> tuple[tuple[str, str], ...]:
    """Give node and choice of every decision, in the order they were taken."""
    rows = db.session.execute(
        select(Decision.node, Decision.choice)
        .where(Decision.playthrough_id == playthrough_id)
        .order_by(Decision.id)
    )
    return tuple((row.node, row.choice) for row in rows)


def ending_of(scenario: Scenario, playthrough: Playthrough) -> Ending | None:
    """Give the ending a playthrough has come to, as far as this edition still knows it."""
    return next((each for each in scenario.endings if each.key == playthrough.ending), None)
