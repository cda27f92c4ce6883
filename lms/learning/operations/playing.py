"""Playing a scenario: decisions are only ever added, and what is sent twice counts once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.base.tokens import fresh_key
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.completion import missing_before
from lms.courseware.scenario import NoSuchNode
from lms.learning.enrolment import Enrolment
from lms.learning.operations.answering import OP_ID
from lms.learning.operations.completing import held_at_work, note
from lms.learning.playthrough import Decision, Playthrough
from lms.learning.progress import Cause
from lms.learning.queries.places import Place
from lms.learning.queries.playthroughs import decisions_of, plays_at, scenario_at
from lms.learning.refusals import BadOperation, ItemLocked, StoryWentOn


@dataclass(frozen=True, slots=True)
class Move:
    """What a page sends: the node it shows, what was chosen there, and the mark of the sending."""

    node: str
    choice: str
    op_id: str


def begin(place: Place, path: str, at: datetime, number: int | None = None) -> Playthrough:
    """Begin a playthrough, or give the one that is not finished yet.

    `number` is the playthrough the page offered: sent again after that one has ended, it gives
    that one and begins no other. Raises NotFound, and ItemLocked for what is not open yet.
    """
    scenario = scenario_at(place.syllabus, path)
    held_at_work(place.enrolment_id, at)
    plays = plays_at(place.enrolment_id, scenario)
    if number is not None and 0 < number <= len(plays.playthroughs):
        return plays.playthroughs[number - 1]
    if plays.open:
        return plays.open
    if missing_before(place.syllabus, path, place.done):
        raise ItemLocked
    insert_once(
        Playthrough,
        key=fresh_key(),
        enrolment_id=place.enrolment_id,
        edition_id=place.edition_id,
        scenario=path,
        number=len(plays.playthroughs) + 1,
        started_at=at,
    )
    return plays_at(place.enrolment_id, scenario).playthroughs[-1]


def decide(person_id: int, key: str, move: Move, at: datetime) -> bool:
    """Add a decision to the person's own playthrough; tells whether the course is done by it.

    A repeat changes nothing. Raises NotFound, StoryWentOn for a page that is behind the story, and
    BadOperation for what no page sends.
    """
    if not OP_ID.fullmatch(move.op_id):
        raise BadOperation
    playthrough = _held(person_id, key)
    known = db.session.scalar(
        select(Decision.id).where(
            Decision.playthrough_id == playthrough.id,
            Decision.op_id == move.op_id,
            Decision.node == move.node,
        )
    )
    return False if known else _added(playthrough, move, at)


def _held(person_id: int, key: str) -> Playthrough:
    """The playthrough, held so that of two decisions at once one comes after the other."""
    playthrough = db.session.scalar(
        select(Playthrough)
        .join(Enrolment, Enrolment.id == Playthrough.enrolment_id)
        .where(Playthrough.key == key, Enrolment.user_id == person_id)
        .with_for_update(of=Playthrough, key_share=True)
        .execution_options(populate_existing=True)
    )
    if playthrough is None:
        raise NotFound(key)
    return playthrough


def _added(playthrough: Playthrough, move: Move, at: datetime) -> bool:
    """Add the decision where the story stands at its node; an ending finishes the item."""
    edition = db.session.get_one(Edition, playthrough.edition_id)
    syllabus = syllabus_of(edition.id, edition.digest)
    scenario = scenario_at(syllabus, playthrough.scenario)
    before = decisions_of(playthrough.id)
    if playthrough.finished_at or scenario.story(before).place.key != move.node:
        raise StoryWentOn
    try:
        story = scenario.story([*before, (move.node, move.choice)])
    except NoSuchNode as error:
        raise BadOperation from error
    insert_once(
        Decision,
        playthrough_id=playthrough.id,
        node=move.node,
        choice=move.choice,
        op_id=move.op_id,
        decided_at=at,
    )
    if story.ending is None:
        held_at_work(playthrough.enrolment_id, at)
        return False
    playthrough.finished_at, playthrough.ending = at, story.ending.key
    return note(playthrough.enrolment_id, scenario.path, Cause.FINISHED, at)
