"""The invented people of the demo: one for every role, and a course full of learners."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts.operations import associations
from lms.accounts.passwords import hashed
from lms.accounts.person import Person
from lms.accounts.roles import Grant, Role, RoleGrant, Scope
from lms.accounts.user import User, username_key
from lms.base.db import db

PASSWORD = "quiet river demo"  # noqa: S105 (of invented people, on this machine only)
CLARAS_CITIES = ("irkutsk", "novosibirsk", "krasnoyarsk")
COURSES = ("legal-mechanisms", "negotiation")
ROLES: dict[str, tuple[str, tuple[Grant, ...]]] = {
    "anna": ("Anna", tuple(Grant(Role.TRAINER, Scope.COURSE, key) for key in COURSES)),
    "boris": ("Boris", ()),
    "clara": ("Clara", tuple(Grant(Role.ORGANIZER, Scope.CITY, key) for key in CLARAS_CITIES)),
    "oleg": ("Oleg", (Grant(Role.ORGANIZER, Scope.CITY, "kaliningrad"),)),
    "elena": ("Elena", (Grant(Role.ADMINISTRATOR, Scope.ALL),)),
}
LEARNERS = (
    "Alina", "Artur", "Vera", "Viktor", "Galina", "Georgy", "Daria", "Denis", "Eva", "Yegor",
    "Zhanna", "Zakhar", "Inna", "Ivan", "Kira", "Konstantin", "Larisa", "Leonid", "Maria",
    "Mikhail", "Nina", "Nikolai", "Olga", "Pavel", "Raisa", "Roman",
)  # fmt: skip
# Took the first quiz some time ago and have left the course.
EARLIER = (
    "Agata", "Alexei", "Asya", "Boyan", "Valeria", "Vasily", "Gleb", "Dina", "Efim", "Zoya",
    "Ilya", "Irma", "Klim", "Lada", "Lev", "Lidia", "Mark", "Nadia", "Oskar", "Polina",
    "Savva", "Sofia", "Taras", "Yana",
)  # fmt: skip
SIGN_IN = (
    ("leader", "boris", "takes courses, goes to seminars"),
    ("trainer", "anna", "follows her learners"),
    ("organizer", "clara", "runs seminars in three cities"),
    ("administrator", "elena", "people, roles, associations"),
)


def settle(at: datetime) -> dict[str, User]:
    """Give everybody an account; people who are there already stay as they are."""
    password_hash = hashed(PASSWORD)
    wanted = {**{name: words for name, (words, _) in ROLES.items()}}
    wanted |= {name.lower(): name for name in (*LEARNERS, *EARLIER)}
    known = {user.username: user for user in db.session.scalars(select(User))}
    for number, (username, display_name) in enumerate(wanted.items()):
        if username in known:
            continue
        user = User(
            username=username,
            username_key=username_key(username),
            display_name=display_name,
            email=f"{username}@example.org",
            password_hash=password_hash,
            locale="en",
            created_at=at - timedelta(days=60 - number),
        )
        db.session.add(user)
        db.session.flush()
        known[username] = user
        _grant(user, at)
    return known


def _grant(user: User, at: datetime) -> None:
    """Give a person the roles of their part, and the leader an association."""
    for grant in ROLES.get(user.username, ("", ()))[1]:
        db.session.add(
            RoleGrant(
                user_id=user.id, role=grant.role, scope=grant.scope, key=grant.key, granted_at=at
            )
        )
    if user.username in {"boris", "alina", "artur"}:
        associations.claim(user, "River Bank Association (invented)", at)


def as_person(user: User) -> Person:
    """The user as the one who asks."""
    return Person(user.id, user.username, user.display_name, user.locale, session_id=0)
