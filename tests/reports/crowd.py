"""A crowd of simulated learners: who is able gains more, and what they answered lies open."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlalchemy import insert

from lms.accounts.user import User
from lms.base.db import db, transaction
from lms.base.tokens import fresh_key
from lms.catalogue.edition import Edition
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt
from lms.learning.enrolment import Enrolment
from tests.cast import PASSWORD_HASH
from tests.reports.population import AT

QUIZ = "start/check"
KEYS = ("pick", "tick", "truth", "days", "word")
OPTIONS = {"pick": ("alpha", "beta", "none-of-these"), "tick": ("red", "green", "blue", "pink")}
RIGHT_TICKS = frozenset({"red", "green", "pink"})
PAGE = 40  # seconds that a question takes


@dataclass
class Sat:
    """One attempt as plain facts: payloads by question, marks by question, when it was begun."""

    person: int
    payloads: dict[str, dict[str, object]]
    marks: list[float]


def sat(random: Random, person: int) -> Sat:
    """Draw an attempt at the quiz of the small course."""
    able = random.gauss(0, 1)

    def knows(hard: float) -> bool:
        return able + random.gauss(0, 1) > hard

    payloads: dict[str, dict[str, object]] = {}
    payloads["pick"] = {
        "option": "beta" if knows(0.2) else random.choice(["alpha", "none-of-these"])
    }
    ticks = [key for key in OPTIONS["tick"] if knows(-0.3) == (key in RIGHT_TICKS)]
    payloads["tick"] = {"options": ticks} if ticks else {}
    payloads["truth"] = {"option": "false" if knows(-1.5) else "true"}
    payloads["days"] = {"number": "424242" if knows(0.8) else random.choice(["30", "15", "7"])}
    if random.random() < 0.9:
        payloads["word"] = {
            "text": random.choice(["AcceptedCanary", "Приемка"])
            if knows(0)
            else random.choice(["almost", "Almost ", f"rare {person}"])
        }
    return Sat(person, payloads, marks(payloads))


def marks(payloads: dict[str, dict[str, object]]) -> list[float]:
    """Mark an attempt by hand, apart from the code that is tested."""
    ticked = set(payloads["tick"].get("options", ()))
    right = len(ticked & RIGHT_TICKS) - len(ticked - RIGHT_TICKS)
    word = str(payloads.get("word", {}).get("text", ""))
    return [
        float(payloads["pick"]["option"] == "beta"),
        max(right, 0) / 3,
        float(payloads["truth"]["option"] == "false"),
        float(payloads["days"]["number"] == "424242"),
        float(word in ("AcceptedCanary", "Приемка")),
    ]


def crowd(size: int, seed: int = 1) -> list[Sat]:
    """Draw so many learners with one attempt each."""
    random = Random(seed)  # noqa: S311  invented people, no secrets
    return [sat(random, number) for number in range(size)]


def settled(edition: Edition, size: int) -> list[int]:
    """Enrol so many people and give the ids of their enrolments."""
    with transaction():
        start = db.session.query(User).count()
        users = [
            {
                "username": f"crowd-{start + number}",
                "username_key": f"crowd-{start + number}",
                "display_name": f"Crowd {start + number}",
                "password_hash": PASSWORD_HASH,
                "locale": "en",
                "created_at": AT,
            }
            for number in range(size)
        ]
        people = list(db.session.scalars(insert(User).returning(User.id), users))
        rows = [
            {
                "key": fresh_key(),
                "user_id": person,
                "course_id": edition.course_id,
                "edition_id": edition.id,
                "enrolled_at": AT,
                "last_active_at": AT,
            }
            for person in people
        ]
        return list(db.session.scalars(insert(Enrolment).returning(Enrolment.id), rows))


def hand_in(
    edition: Edition, enrolments: list[int], sittings: list[Sat], *, number: int = 1
) -> None:
    """Write finished attempts with their answers, saved one after the other."""
    with transaction():
        ids = db.session.scalars(
            insert(Attempt).returning(Attempt.id, sort_by_parameter_order=True),
            [_attempt(edition, enrolment, number) for enrolment in enrolments],
        ).all()
        answers = [
            {
                "attempt_id": attempt,
                "question": key,
                "op_id": fresh_key(),
                "response": payload,
                "aside": False,
                "saved_at": AT + timedelta(seconds=PAGE * (place + 1)),
            }
            for attempt, sitting in zip(ids, sittings, strict=True)
            for place, (key, payload) in enumerate(sitting.payloads.items())
        ]
        if answers:
            db.session.execute(insert(Answer), answers)


def _attempt(edition: Edition, enrolment: int, number: int) -> dict[str, object]:
    return {
        "key": fresh_key(),
        "enrolment_id": enrolment,
        "edition_id": edition.id,
        "quiz": QUIZ,
        "number": number,
        "state": "finished",
        "arrangement": {"questions": list(KEYS), "options": {}},
        "started_at": AT,
        "submitted_at": AT + timedelta(minutes=10),
    }
