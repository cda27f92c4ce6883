"""A trainer at the desk: short ways to hand in an essay, mark it, correct a key, in tests."""

from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from lms.accounts.person import Person
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import fresh_key
from lms.catalogue.queries import TaughtCourse, course_by_key, newest_edition
from lms.learning.attempt import Attempt
from lms.learning.correction import Choice
from lms.learning.operations.answering import Sending
from lms.learning.operations.correcting import Portion, carry_out, decide, note_carried_out
from lms.learning.operations.marking import Judgement, mark
from lms.learning.operations.uploading import Parcel, hand_in_file
from lms.learning.queries.corrections import ChangedQuiz, changed_quizzes
from lms.storage.blob import BlobStore
from tests.catalogue.bundles import KEY
from tests.catalogue.essays import LETTER, QUIZ
from tests.learning.classroom import answer, begin, hand_in

GOOD = (
    Judgement("letter", {"clear": 2, "polite": 1}, "Well done."),
    Judgement("proof", {"seen": 1}),
)
POOR = (Judgement("letter", {"clear": 0, "polite": 1}), Judgement("proof", {"seen": 0}))


def send_file(user: User, key: str, folder: Path, content: bytes = b"A receipt.\n") -> None:
    """Hand in a text file as the proof."""
    parcel = Parcel(BlobStore(folder).put(BytesIO(content), 1000), "txt", "receipt.txt")
    person_id = user.id
    with transaction():
        sending = Sending("proof", {}, fresh_key(), [])
        hand_in_file(person_id, key, sending, parcel, clock.now())


def essay(user: User, folder: Path, plain: str = "true") -> str:
    """Answer everything and hand in; gives the key of the attempt."""
    key = begin(user, QUIZ)
    answer(user, key, "letter", [LETTER])
    answer(user, key, "plain", [plain])
    send_file(user, key, folder)
    hand_in(user, key)
    return key


def attempt_of(key: str) -> Attempt:
    """Read an attempt anew."""
    return db.session.scalars(
        select(Attempt).where(Attempt.key == key).execution_options(populate_existing=True)
    ).one()


def judge(trainer: User, key: str, judgements: tuple[Judgement, ...] = GOOD, base: int = 0) -> None:
    """Mark an attempt."""
    attempt_id, trainer_id = attempt_of(key).id, trainer.id
    with transaction():
        mark(attempt_id, judgements, base=base, by_id=trainer_id, at=clock.now())


def result(key: str) -> tuple[str, str, str | None, bool | None]:
    """Give state, marks, per cent and passed of an attempt."""
    attempt = attempt_of(key)
    percent = None if attempt.percent is None else str(attempt.percent)
    return attempt.state, f"{attempt.marks:f}".rstrip("0").rstrip("."), percent, attempt.passed


def changed(course: str = KEY) -> list[ChangedQuiz]:
    """Give the quizzes whose key was corrected."""
    found = course_by_key(course)
    edition = newest_edition(found)
    return changed_quizzes(TaughtCourse(found, edition.id, edition.digest))


def correct(
    trainer: User | Person, choices: dict[str, Choice], *, may_lose: bool = False, base: int = 0
) -> Portion:
    """Decide about the one quiz that was corrected, and carry it out."""
    (quiz,), trainer_id = changed(), trainer.id
    with transaction():
        bases = dict.fromkeys(choices, base)
        decide(quiz, choices, bases, may_lose=may_lose, by_id=trainer_id, at=clock.now())
    with transaction():
        portion = carry_out(quiz.corrected, 0, None, clock.now())
        note_carried_out(quiz.corrected, clock.now())
    return portion
