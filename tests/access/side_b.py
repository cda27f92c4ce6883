"""Side B: the other association, every word of which is a marker that must stay on its side.

What is a marker follows from the tables: every column of text holds `CNRY-<table>-<column>-<id>`
unless it stands in one of the short lists below, so a column that is added tomorrow is watched
from its first day.
"""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import JSON, Column, String, func, select, update

from lms.base.db import db, transaction
from lms.courseware.bundle import Bundle
from tests.access.reading import SHORTEST
from tests.access.world import Plot, Side, build_side
from tests.catalogue import bundles
from tests.catalogue.essays import with_essay

Mark = Callable[[str, int], str]

# Words of a fixed vocabulary: they say the same on both sides.
VOCABULARY = frozenset(
    {
        "account_tokens.purpose",
        "analyses.quiz",
        "attempts.state",
        "calendar_feeds.locale",
        "certificate_events.deed",
        "certificates.tongue",
        "cities.country",
        "cities.zone",
        "completion_events.cause",
        "completion_events.deed",
        "completion_events.item",
        "completions.cause",
        "decisions.choice",
        "decisions.node",
        "playthroughs.ending",
        "playthroughs.scenario",
        "completions.item",
        "corrections.choice",
        "corrections.question",
        "corrections.quiz",
        "grade_changes.cause",
        "grades.item",
        "marks.question",
        "unclarities.question",
        "unclarities.quiz",
        "uploads.kind",
        "uploads.question",
        "answers.question",
        "attempts.quiz",
        "checks.fraction",
        "checks.question",
        "deadlines.quiz",
        "draft_files.path",
        "edition_files.path",
        "invitations.role",
        "invitations.scope",
        "outbox_messages.kind",
        "outbox_messages.locale",
        "overrides.quiz",
        "question_files.format",
        "question_files.language",
        "question_files.placed_in",
        "registration_changes.after",
        "registration_changes.before",
        "registration_changes.reason",
        "registrations.locale",
        "registrations.state",
        "role_grants.role",
        "role_grants.scope",
        "seminars.kind",
        "user_sessions.device",
        "users.locale",
    }
)
# Names that addresses and other rows refer to: side B is born with markers in them.
BORN = frozenset(
    {
        "cities.key",
        "courses.key",
        "invitations.scope_key",
        "organisations.key",
        "role_grants.key",
        "seminars.course_key",
        "seminars.slug",
        "users.username",
        "users.username_key",
    }
)
# Random or computed: they are watched as they are.
DRAWN = frozenset(
    {
        "account_tokens.bound_to",
        "account_tokens.token_digest",
        "answers.op_id",
        "attempts.key",
        "attempts.receipt",
        "calendar_feeds.token_digest",
        "certificates.code",
        "certificates.key",
        "checks.op_id",
        "draft_files.base_sha256",
        "edition_files.sha256",
        "editions.digest",
        "decisions.op_id",
        "enrolments.key",
        "playthroughs.key",
        "invitations.token_digest",
        "overrides.key",
        "overrides.op_id",
        "question_files.key",
        "registrations.key",
        "registrations.op_id",
        "seminar_sessions.uid",
        "seminars.op_id",
        "throttles.bucket",
        "uploads.key",
        "uploads.sha256",
        "user_sessions.token_digest",
        "users.password_hash",
    }
)
# The text of the course itself; its markers stand in the bundle below.
COURSE_TEXT = frozenset({"editions.compiled"})
FIXED = VOCABULARY | BORN | DRAWN | COURSE_TEXT

WORDS = (
    ("Small course", "course-title"),
    ("Two modules to try things on.", "course-summary"),
    ("Know what an appeal is.", "course-outcome"),
    ("The start", "module-title"),
    ("First steps.", "module-summary"),
    ("Lesson one", "lesson-title"),
    ("Text of", "lesson-text"),
    ("59-FZ of 02.05.2006, art. 8", "lesson-source"),
    ("A page of the state", "lesson-link"),
    ("What you write.", "lesson-meaning"),
    ("Write one.", "lesson-action"),
    ("Check yourself", "quiz-title"),
    ("A few questions.", "quiz-intro"),
    ("Pick the right one.", "question-text"),
    ("en: Alpha", "option-text"),
    ("KEY-CANARY-SINGLE", "question-feedback"),
    ("WHY-CANARY-OPTION", "option-feedback"),
    ("SOURCE-CANARY", "question-source"),
    ("A knock on the door", "scenario-title"),
    ("ROLE-CANARY", "scenario-role"),
    ("CONTEXT-CANARY", "scenario-context"),
    ("You stand at a door.", "node-text"),
    ("Knock politely", "choice-text"),
    ("It opens at once.", "choice-consequence"),
    ("It is written down.", "ending-text"),
    ("Write an appeal.", "question-essay"),
    ("Says what is asked for", "rubric-criterion"),
)


def marker(name: str, number: int | str = 1) -> str:
    """The marker of `table.column`."""
    return f"CNRY-{name.replace('.', '-')}-{number}"


def course() -> Bundle:
    """The small course with markers for words; people read it in English."""
    files = {}
    for path, content in with_essay(bundles.with_story("cnry-courses-key")).items():
        text = content.decode()
        for word, name in WORDS:
            prefix = "en: " if word.startswith("en: ") else ""
            text = text.replace("#0a5", "#0a6").replace(word, prefix + marker(f"bundle.{name}"))
        files[path] = text.encode()
    return Bundle(files)


NAMES = {
    "trainer": "cnry-users-username-trainer",
    "organizer": "cnry-users-username-organizer",
    "leader": "cnry-users-username-leader",
    "neighbour": "cnry-users-username-neighbour",
}


def build() -> Side:
    """Build side B and fill it with markers."""
    plot = Plot(
        letter="b",
        city="cnry-cities-key",
        zone="Europe/Moscow",
        course=course(),
        course_key="cnry-courses-key",
        organisation_key="cnry-organisations-key",
        slug="cnry-seminars-slug",
    )
    side = build_side(plot, NAMES)
    fill(side, marker)
    return side


def texts() -> list[Column[object]]:
    """Every column of text there is."""
    return [
        column
        for table in db.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String)
    ]


def name_of(column: Column[object]) -> str:
    """`table.column`."""
    return f"{column.table.name}.{column.name}"


def fitted(text: str, column: Column[object]) -> str:
    """The text as it fits into the column: cut where the number that ends it stays."""
    length, tail = getattr(column.type, "length", None), f"-{text.rpartition('-')[2]}"
    if length is None or len(text) <= length:
        return text
    return text[: length - len(tail)] + tail


def fill(side: Side, mark: Mark, skip: frozenset[str] = FIXED) -> None:
    """Write a marker into every column of text of this side's rows that holds something."""
    with transaction():
        for column in texts():
            if name_of(column) in skip:
                continue
            table = column.table
            mine = (table.c.id > side.before[table.name]) & (table.c.id <= side.after[table.name])
            for (row_id,) in db.session.execute(
                select(table.c.id).where(mine, column.is_not(None))
            ).all():
                db.session.execute(
                    update(table)
                    .where(table.c.id == row_id)
                    .values({column.name: fitted(mark(name_of(column), row_id), column)})
                )
        _answers(side, mark)


def _answers(side: Side, mark: Mark) -> None:
    """What the leader typed into a quiz is text as well, though it is kept as JSON."""
    answers = db.metadata.tables["answers"]
    mine = (answers.c.id > side.before["answers"]) & (answers.c.question == "word")
    word = mark("answers.response", 1)
    db.session.execute(update(answers).where(mine).values(response={"answer": [word]}))
    checks = db.metadata.tables["checks"]
    mine = (checks.c.id > side.before["checks"]) & (checks.c.id <= side.after["checks"])
    word = mark("checks.response", 1)
    db.session.execute(update(checks).where(mine).values(response={"text": word}))
    db.session.flush()


def watched(side: Side) -> dict[str, set[str]]:
    """Every word of this side by what holds it: what must not be read on the other side."""
    found = defaultdict(set)
    for _, name in WORDS:
        found[marker(f"bundle.{name}")].add(f"bundle.{name}")
    for column in texts():
        name, table = name_of(column), column.table
        if name in VOCABULARY | COURSE_TEXT:
            continue
        mine = (table.c.id > side.before[table.name]) & (table.c.id <= side.after[table.name])
        values = db.session.scalars(select(column).where(mine, func.length(column) >= SHORTEST))
        for value in values:
            found[str(value)].add(name)
    found[marker("answers.response")].add("answers.response")
    return dict(found)


def watched_json() -> set[str]:
    """Columns of JSON, which the tests look at one by one."""
    return {
        name_of(column)
        for table in db.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, JSON)
    }
