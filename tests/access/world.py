"""Builds the world the access tests look at: two sides of the same shape, and people between them.

Side A is the legal course, Irkutsk and the people of the cast; side B is another association in
another city with another course. Each side has a row in every table.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from lms.accounts.invitation import Invitation
from lms.accounts.operations import sessions
from lms.accounts.operations.sessions import Seat
from lms.accounts.organisation import Membership, Organisation
from lms.accounts.roles import Grant, Role, Scope
from lms.accounts.throttle import Throttle
from lms.accounts.token import AccountToken, Purpose, binding
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_key
from lms.calendars.feed import CalendarFeed
from lms.catalogue.operations import publish
from lms.courseware.bundle import Bundle
from lms.learning.operations.answering import Sending, save
from lms.learning.operations.completing import mark_read
from lms.learning.operations.enrolling import enrol
from lms.learning.operations.finishing import submit
from lms.learning.operations.playing import Move, begin, decide
from lms.learning.operations.trying import start
from lms.learning.queries.places import place_of
from lms.mail.letter import Letter
from lms.mail.outbox import post
from lms.reports.questions.operations import gathered, quizzes_handed_in, store
from lms.seminars.seminar import Seminar, SeminarTrainer
from tests import cast
from tests.access.drafted import drafted
from tests.access.earned import certified, earned
from tests.access.hand_work import corrected, essay_of, hand_work
from tests.access.other_rules import other_rules
from tests.cast import Part
from tests.catalogue.bundles import RIGHT, with_story
from tests.catalogue.essays import with_essay
from tests.learning.classroom import person
from tests.seminars import scene

A_DAY = timedelta(days=1)
OWN_SHARE = {Role.TRAINER: Scope.COURSE, Role.ORGANIZER: Scope.CITY}


@dataclass(frozen=True)
class Plot:
    """What a side is called before it is built."""

    letter: str
    city: str
    zone: str
    course: Bundle
    course_key: str
    organisation_key: str
    slug: str


@dataclass(frozen=True)
class Side:
    """One side as it stands: keys for addresses, and secrets that the database does not hold."""

    plot: Plot
    people: dict[str, int]
    secrets: dict[str, str]
    before: dict[str, int]
    after: dict[str, int]

    @property
    def letter(self) -> str:
        """A or B."""
        return self.plot.letter


PLOT_A = Plot(
    "a",
    "irkutsk",
    "Asia/Irkutsk",
    with_essay(with_story()),
    "legal-mechanisms",
    "spring",
    "law-in-may",
)
ROLES = ("trainer", "organizer", "leader", "neighbour")
NAMES_A = {"trainer": "anna", "organizer": "clara", "leader": "boris", "neighbour": "galina"}


def highest() -> dict[str, int]:
    """The highest id of every table: what comes later belongs to who builds next."""
    return {
        table.name: db.session.scalar(select(func.max(table.c.id))) or 0
        for table in db.metadata.sorted_tables
    }


def build_side(plot: Plot, names: dict[str, str]) -> Side:
    """Build one side in the present database (each step in a transaction of its own)."""
    before = highest()
    scene.ZONES.setdefault(plot.city, plot.zone)
    with transaction():
        scene.city(plot.city)
        publish(plot.course)
        people = {role: _join(role, name, plot) for role, name in names.items()}
        secrets = _sessions_and_secrets(plot, people)
        _association(plot, people, secrets)
    _learn(plot, people["leader"])
    with transaction():
        enrol(person(db.session.get_one(User, people["neighbour"])), plot.course_key, clock.now())
    essay_of(people["leader"], plot.course_key, plot.letter)
    corrected(plot.course)
    with transaction():
        _hold_a_seminar(plot, people)
        _small_things(plot, people["leader"])
        earned(people["leader"], people["trainer"])
        certified(people["leader"], plot.course_key)
        other_rules(plot.letter, plot.course_key, people["leader"], people["trainer"])
        hand_work(people["leader"], people["trainer"])
        drafted(plot.letter, plot.course_key, people["trainer"])
    db.session.remove()
    return Side(plot, people, secrets, before, highest())


def outsiders() -> dict[str, tuple[int, str]]:
    """The people who belong to no side, with the secrets of their sessions."""
    made = {}
    with transaction():
        for persona, part in {"stranger": cast.DMITRI, "administrator": cast.ELENA}.items():
            made[persona] = _seated(cast.join(part, email=f"{part.username}@example.org").id, "o")
    return made


def suspend_somebody(plot: Plot) -> tuple[int, str]:
    """A person with the roles of side A and an old session, whose account is suspended."""
    grants = (
        Grant(Role.ADMINISTRATOR, Scope.ALL),
        Grant(Role.TRAINER, Scope.COURSE, plot.course_key),
        Grant(Role.ORGANIZER, Scope.CITY, plot.city),
    )
    with transaction():
        user = cast.join(Part("fyodor", "Fyodor Suspended", grants=grants))
        seat = _seated(user.id, "s")
        user.suspended_at = clock.now()
    return seat


def _join(role: str, name: str, plot: Plot) -> int:
    key = {"trainer": plot.course_key, "organizer": plot.city}.get(role)
    grants = ()
    if key is not None:
        grants = (Grant(Role(role), OWN_SHARE[Role(role)], key),)
    part = Part(name, f"{name.capitalize()} Of Side {plot.letter.upper()}", grants=grants)
    return cast.join(part, email=f"{name.lower()}@example.org").id


def _seated(user_id: int, mark: str) -> tuple[int, str]:
    secret = f"session-of-{user_id}-{mark}"
    seat = Seat(digest(secret), "Firefox on Android")
    sessions.begin(user_id, cast.PASSWORD_HASH, seat, clock.now(), own_device=False)
    return user_id, secret


def _sessions_and_secrets(plot: Plot, people: dict[str, int]) -> dict[str, str]:
    """Sessions for all, and one-time secrets of the leader by their purpose."""
    secrets = {role: _seated(user_id, plot.letter)[1] for role, user_id in people.items()}
    leader = db.session.get_one(User, people["leader"])
    secrets["elsewhere"] = _seated(leader.id, f"{plot.letter}-elsewhere")[1]
    for purpose in Purpose:
        secrets[purpose] = f"{purpose}-{plot.letter}-{fresh_key()}"
        db.session.add(
            AccountToken(
                user_id=leader.id,
                purpose=purpose,
                token_digest=digest(secrets[purpose]),
                email=f"next-{plot.letter}@example.org",
                bound_to=binding(leader, purpose),
                created_at=clock.now(),
                expires_at=clock.now() + A_DAY,
            )
        )
    return secrets


def _association(plot: Plot, people: dict[str, int], secrets: dict[str, str]) -> None:
    """An association the leader belongs to, another one, and an invitation to the first."""
    at = clock.now()
    for key, name in ((plot.organisation_key, "Spring"), (f"{plot.organisation_key}-2", "Autumn")):
        organisation = Organisation(
            key=key,
            name=f"{name} of {plot.city}",
            name_key=f"{name} of {plot.city}".casefold(),
            created_at=at,
            confirmed_at=at if name == "Spring" else None,
        )
        db.session.add(organisation)
        db.session.flush()
        if name == "Spring":
            home = organisation.id
    for role in ("leader", "neighbour"):
        db.session.add(Membership(user_id=people[role], organisation_id=home, claimed_at=at))
    secrets["invitation"] = f"invitation-{plot.letter}-{fresh_key()}"
    db.session.add(
        Invitation(
            token_digest=digest(secrets["invitation"]),
            note="For the head of the choir",
            role=Role.ORGANIZER,
            scope=Scope.CITY,
            scope_key=plot.city,
            organisation_id=home,
            created_at=at,
            expires_at=at + A_DAY,
        )
    )
    secrets["feed"] = f"feed-{plot.letter}-{fresh_key()}"
    db.session.add(
        CalendarFeed(
            user_id=people["leader"],
            token_digest=digest(secrets["feed"]),
            label="My telephone",
            locale="en",
            created_at=at,
        )
    )


def _learn(plot: Plot, leader_id: int) -> None:
    """The leader reads a lesson, hands in one try at the quiz and has begun another."""
    leader, at = person(db.session.get_one(User, leader_id)), clock.now()
    with transaction():
        enrol(leader, plot.course_key, at)
    place = place_of(leader_id, plot.course_key)
    assert place is not None
    with transaction():
        mark_read(place, "start", "one", at)
        first = start(place, "start", "check", at).key
    for question, values in {**RIGHT, "pick": ["alpha"], "word": ["nonsense"]}.items():
        _answer(leader_id, first, question, values)
    with transaction():
        submit(leader_id, first, at)
    with transaction():
        second = start(place, "start", "check", at).key
    _answer(leader_id, second, "word", ["half a word"])
    _play(leader_id, plot)
    for handed in quizzes_handed_in(plot.course_key):
        with transaction():
            store(handed, gathered(handed))


def _play(leader_id: int, plot: Plot) -> None:
    """The leader has played the story once, and is in the middle of it again."""
    place, at = place_of(leader_id, plot.course_key), clock.now()
    assert place is not None
    for choices in ({"door": "shout"}, {"door": "knock"}):
        with transaction():
            key = begin(place, "start/story", at).key
        for node, choice in choices.items():
            with transaction():
                decide(leader_id, key, Move(node, choice, fresh_key()), at)


def _answer(leader_id: int, attempt: str, question: str, values: list[str]) -> None:
    with transaction():
        save(
            leader_id, attempt, Sending(question, {"answer": values}, fresh_key(), []), clock.now()
        )


def _hold_a_seminar(plot: Plot, people: dict[str, int]) -> None:
    """One seminar with a trainer, the leader and somebody without an account on its list."""
    seminar: Seminar = scene.seminar(
        plot.city,
        slug=plot.slug,
        summary_en="Two days of practice.",
        summary_ru="Два дня практики.",
        course_key=plot.course_key,
        announced_by_id=people["organizer"],
    )
    seminar.venue.directions, seminar.venue.accessibility = "Over the bridge", "Two steps"
    db.session.add(SeminarTrainer(seminar_id=seminar.id, user_id=people["trainer"]))
    for role in ("leader", "neighbour"):
        scene.registration(seminar, db.session.get_one(User, people[role]))
    named = scene.registration(seminar)
    named.contact_email = f"somebody-{plot.letter}@example.org"
    named.contact_phone = "+7 000 000-00-00"


def _small_things(plot: Plot, leader_id: int) -> None:
    """A letter that waits and a count of guesses."""
    post(
        Letter("About your seminar", "See you there."),
        kind="seminar",
        dedupe_key=f"letter-{plot.letter}",
        address=f"leader-{plot.letter}@example.org",
        user_id=leader_id,
        locale="en",
    )
    db.session.add(
        Throttle(
            bucket=digest(f"guesses-{plot.letter}"), window_ends_at=clock.now() + A_DAY, tries=1
        )
    )
