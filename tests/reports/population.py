"""An invented population of a course, and what is true of each person as plain facts."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from lms.accounts.user import User
from lms.base.db import db, transaction
from lms.base.tokens import fresh_key
from lms.catalogue.edition import Edition
from lms.catalogue.operations import publish
from lms.learning.attempt import Attempt
from lms.learning.enrolment import Enrolment
from lms.learning.grade import Grade
from lms.learning.progress import Completion
from tests.cast import PASSWORD_HASH
from tests.catalogue.bundles import COURSE, KEY, bundle, lesson

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
QUIZ = "start/check"
FIRST = ("start/one", "start/two", QUIZ, "end/last")
SECOND = (*FIRST, "end/extra", "later/more")
MODULES = ("start", "end", "later")
GROWN = (
    COURSE.replace(
        "completion:", "  - key: later\n    title: {{en: Later, ru: Потом}}\ncompletion:"
    )
    .replace("      - lesson: last\n", "      - lesson: last\n      - lesson: extra\n")
    .replace(
        "ru: Потом}}\n",
        "ru: Потом}}\n    summary: {{en: More., ru: Ещё.}}\n    items:\n      - lesson: more\n",
    )
)


@dataclass
class Fact:
    """What is true of one person, written down apart from the database."""

    id: int
    key: str
    name: str
    edition: int
    enrolled_at: datetime
    started_at: datetime | None
    last_active_at: datetime
    completed_at: datetime | None = None
    is_gone: bool = False
    done: dict[str, datetime] = field(default_factory=dict)
    tries: list[float | None] = field(default_factory=list)

    @property
    def items(self) -> tuple[str, ...]:
        return FIRST if self.edition == 1 else SECOND

    @property
    def standing(self) -> str:
        if self.completed_at:
            return "finished"
        if not self.started_at:
            return "not-started"
        return "stopped" if (AT - self.last_active_at).total_seconds() >= 14 * 86400 else "going-on"


def two_editions() -> dict[int, Edition]:
    """Publish the small course, and again with a lesson and a module more."""
    files = {"course_yaml": GROWN.format(key=KEY).encode()}
    for language in ("en", "ru"):
        files[f"end__extra_{language}_md"] = lesson(language, "extra")
        files[f"later__more_{language}_md"] = lesson(language, "more")
    with transaction():
        first = publish(bundle()).edition
        second = publish(bundle(**files)).edition
    return {1: first, 2: second}


def populate(editions: dict[int, Edition], size: int, seed: int = 1) -> list[Fact]:
    """Enrol so many people in all states, those included who have left."""
    random = Random(seed)  # noqa: S311  invented people, no secrets
    with transaction():
        return [_person(_drawn(random, number), editions) for number in range(size)]


def in_course(facts: list[Fact], standing: str | None = None) -> list[Fact]:
    """Give who is in the course, who needs help first: the order worked out in plain Python."""
    order = ("stopped", "not-started", "going-on", "finished")
    here = [fact for fact in facts if not fact.is_gone and standing in (None, fact.standing)]
    here.sort(key=lambda fact: (fact.last_active_at, fact.id))
    here.sort(key=lambda fact: fact.completed_at or AT, reverse=True)
    return sorted(here, key=lambda fact: order.index(fact.standing))


def _person(fact: Fact, editions: dict[int, Edition]) -> Fact:
    user = User(
        username=f"secret-{fact.key}",
        username_key=f"secret-{fact.key}",
        display_name=fact.name,
        email=f"secret-{fact.key}@example.org",
        password_hash=PASSWORD_HASH,
        locale="en",
        created_at=fact.enrolled_at,
    )
    db.session.add(user)
    db.session.flush()
    edition = editions[fact.edition]
    enrolment = Enrolment(
        key=fact.key,
        user_id=user.id,
        course_id=edition.course_id,
        edition_id=edition.id,
        enrolled_at=fact.enrolled_at,
        started_at=fact.started_at,
        last_active_at=fact.last_active_at,
        completed_at=fact.completed_at,
        withdrawn_at=AT if fact.is_gone else None,
    )
    db.session.add(enrolment)
    db.session.flush()
    fact.id = enrolment.id
    db.session.add_all(_deeds(fact, edition))
    return fact


def _drawn(random: Random, number: int) -> Fact:
    """Draw a person; every fifth lands on a boundary or beside another."""
    enrolled = AT - timedelta(days=random.uniform(30, 90))
    kind = random.choice(["waits", "learns", "learns", "finished"])
    silence = random.choice([random.uniform(0, 30), 14, random.randrange(29), 3])
    last = enrolled if kind == "waits" else AT - timedelta(days=silence)
    fact = Fact(
        id=0,
        key=fresh_key(),
        name=f"Person {number}",
        edition=random.choice([1, 2]),
        enrolled_at=enrolled,
        started_at=None if kind == "waits" else enrolled,
        last_active_at=last,
        completed_at=last if kind == "finished" else None,
        is_gone=random.random() < 0.15,
    )
    if kind == "waits":
        return fact
    share = 1.0 if kind == "finished" else random.random() * 0.9
    fact.done = {item: last for item in fact.items if random.random() < share}
    if kind == "learns" and len(fact.done) == len(fact.items):
        fact.done.popitem()
    fact.tries = [random.choice([None, 0.0, 79.9, 40.0]) for _ in range(random.randrange(4))]
    if QUIZ in fact.done:
        fact.tries = [*fact.tries[:2], random.choice([80.0, 100.0])]
    # Only the last attempt can still be open.
    fact.tries = [0.0 if t is None else t for t in fact.tries[:-1]] + fact.tries[-1:]
    return fact


def _deeds(fact: Fact, edition: Edition) -> list[Completion | Attempt | Grade]:
    completions = [
        Completion(enrolment_id=fact.id, item=item, cause="read", completed_at=moment)
        for item, moment in fact.done.items()
    ]
    attempts = [
        Attempt(
            key=fresh_key(),
            enrolment_id=fact.id,
            edition_id=edition.id,
            quiz=QUIZ,
            number=number,
            state="open" if percent is None else "finished",
            arrangement={},
            started_at=fact.last_active_at,
            submitted_at=None if percent is None else fact.last_active_at,
            percent=percent,
            passed=None if percent is None else percent >= 80,
        )
        for number, percent in enumerate(fact.tries, start=1)
    ]
    results = [percent for percent in fact.tries if percent is not None]
    grades = [Grade(enrolment_id=fact.id, item=QUIZ, computed=max(results))] if results else []
    return [*completions, *attempts, *grades]
