"""The parameters of every address, for either side; an endpoint nobody knows is an error here."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from lms.accounts.invitation import Invitation
from lms.accounts.organisation import Organisation
from lms.accounts.roles import RoleGrant
from lms.accounts.session import UserSession
from lms.accounts.token import Purpose
from lms.accounts.user import User
from lms.base.db import db
from lms.base.tokens import digest
from lms.calendars.feed import CalendarFeed
from lms.catalogue.edition import EditionFile
from lms.credentials.certificate import Certificate
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.override import Override
from lms.learning.playthrough import Playthrough
from lms.learning.upload import Upload
from lms.seminars.registration import Registration
from lms.web.assets import asset
from lms.web.credentials import keys
from tests.access.drafted import OTHER
from tests.access.world import Side
from tests.catalogue.essays import QUIZ as ESSAY

METHODS = frozenset({"HEAD", "OPTIONS"})
TOKENS = {
    "accounts.confirm_email": Purpose.CONFIRM_EMAIL,
    "accounts.take_email": Purpose.CONFIRM_EMAIL,
    "accounts.restore_email": Purpose.RESTORE_EMAIL,
    "accounts.take_email_back": Purpose.RESTORE_EMAIL,
    "accounts.reset": Purpose.RESET_PASSWORD,
    "accounts.set_password": Purpose.RESET_PASSWORD,
    "accounts.invitation": "invitation",
    "accounts.join_invited": "invitation",
    "calendars.feed": "feed",
}
# What is read out from a paper; it goes on opening the page when its holder is suspended.
CODES = frozenset({"certificates.show", "certificates.status"})
ITEMS = {
    "completions.create": "two",
    "items.show": "one",
    "teach.by_hand.create": "two",
    "teach.by_hand.destroy": "check",
    "teach.by_hand.show": "check",
}
OWNED = {"certificate": Certificate, "enrolment": Enrolment}
# What `<key>` names, by the beginning of the endpoint.
KEYS = {
    "account.end_session": "session",
    "account.leave_association": "organisation",
    "admin.confirm_member": "organisation",
    "admin.merge": "organisation",
    "admin.merger": "organisation",
    "admin.organisation": "organisation",
    "admin.remove_member": "organisation",
    "admin.update_organisation": "organisation",
    "admin.withdraw_invitation": "invitation",
    "answers.create": "open attempt",
    "attempts.show": "open attempt",
    "checks.create": "open attempt",
    "my_certificates.credential": "certificate",
    "my_certificates.pdf": "certificate",
    "my_certificates.show": "certificate",
    "my_certificates.update": "certificate",
    "organise.registrations.destroy": "registration",
    "organise.registrations.show": "registration",
    "reviews.show": "finished attempt",
    "studio.place": "question file",
    "studio.rows": "question file",
    "submissions.create": "open attempt",
    "submissions.new": "open attempt",
    "teach.by_hand.create": "enrolment",
    "teach.certificates.restore": "certificate",
    "teach.certificates.revoke": "certificate",
    "teach.certificates.show": "certificate",
    "teach.by_hand.destroy": "enrolment",
    "teach.by_hand.show": "enrolment",
    "teach.overrides.destroy": "override",
    "playthroughs.decision": "open playthrough",
    "playthroughs.show": "open playthrough",
    "teach.grades.create": "enrolment",
    "teach.grades.destroy": "enrolment",
    "teach.grades.show": "enrolment",
    "teach.marking.create": "essay",
    "teach.marking.show": "essay",
    "teach.record": "enrolment",
    "unclarities.create": "finished attempt",
    "unclarities.destroy": "finished attempt",
    "uploads.create": "open essay",
}
QUESTIONS = {"uploads.create": "proof"}
ATTEMPTS = {
    "essay": (AttemptState.SUBMITTED, ESSAY),
    "finished attempt": (AttemptState.FINISHED, "start/check"),
    "open attempt": (AttemptState.OPEN, "start/check"),
    "open essay": (AttemptState.OPEN, ESSAY),
}


@dataclass(frozen=True)
class Route:
    """One way in: a method and an address with parameters."""

    method: str
    rule: str
    endpoint: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        """As the matrix writes it."""
        return f"{self.method} {self.rule}"

    def address(self, values: dict[str, object]) -> str:
        """The address with its parameters filled in."""
        filled = self.rule
        for name in self.names:
            for kind in ("", "int:", "path:"):
                filled = filled.replace(f"<{kind}{name}>", str(values[name]))
        return filled


def routes(app: Flask) -> Iterator[Route]:
    """Every route and method there is, in the order of addresses."""
    rules: list[Rule] = sorted(
        app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)
    )
    for rule in rules:
        for method in sorted((rule.methods or set()) - METHODS):
            yield Route(method, rule.rule, rule.endpoint, tuple(sorted(rule.arguments)))


def opens_by_secret(route: Route) -> bool:
    """Whether the address holds a secret: whoever holds it may open it, whoever they are."""
    return route.endpoint in TOKENS or route.endpoint in CODES


def values(route: Route, side: Side) -> dict[str, object]:
    """The side's own values for the parameters of a route (KeyError for one nobody knows)."""
    return {name: _value(route, name, side) for name in route.names}


def _value(route: Route, name: str, side: Side) -> object:
    leader, plot = side.people["leader"], side.plot
    if name == "key":
        what = KEYS[route.endpoint]
        return f"question-file-{plot.letter}" if what == "question file" else _key(what, side)
    if route.endpoint == "admin.revoke_role":
        leader = side.people["trainer"]
    if name == "token":
        return side.secrets[TOKENS[route.endpoint]]
    if name == "item":
        return ITEMS[route.endpoint]
    known = {
        "course": lambda: plot.course_key,
        "module": lambda: "start",
        "quiz": lambda: "check",
        "scenario": lambda: "story",
        "format": lambda: "moodle",
        "path": lambda: OTHER,
        "question": lambda: QUESTIONS.get(route.endpoint, "word"),
        "slug": lambda: plot.slug,
        "city": lambda: plot.city,
        "username": lambda: db.session.get_one(User, leader).username,
        "code": lambda: _one(Certificate.code, Certificate.user_id == leader),
        "kid": lambda: keys.ring().keys[0].kid,
        "number": lambda: 1,
        "feed_id": lambda: _one(CalendarFeed.id, CalendarFeed.user_id == leader),
        "grant_id": lambda: _one(RoleGrant.id, RoleGrant.user_id == leader),
        "address": lambda: asset("app.css").removeprefix("/assets/"),
        "upload": lambda: _upload(leader),
        "name": lambda: f"{_picture(side)}.svg",
    }
    return known[name]()


def _key(what: str, side: Side) -> object:
    leader = side.people["leader"]
    if what == "session":
        elsewhere = UserSession.token_digest == digest(side.secrets["elsewhere"])
        return _one(UserSession.token_digest, elsewhere)[:16]
    if what == "organisation":
        return _one(Organisation.key, Organisation.key == side.plot.organisation_key)
    if what == "invitation":
        mine = Invitation.token_digest == digest(side.secrets["invitation"])
        return _one(Invitation.token_digest, mine)[:16]
    if what == "registration":
        return _one(Registration.key, Registration.user_id == leader)
    if what == "override":
        return _one(
            Override.key, Override.enrolment_id == Enrolment.id, Enrolment.user_id == leader
        )
    if what == "open playthrough":
        query = select(Playthrough.key).join(Enrolment, Enrolment.id == Playthrough.enrolment_id)
        open_one = Playthrough.finished_at.is_(None), Enrolment.user_id == leader
        return db.session.scalars(query.where(*open_one)).one()
    if what in OWNED:
        noun = OWNED[what]
        return _one(noun.key, noun.user_id == leader)
    state, quiz = ATTEMPTS[what]
    query = select(Attempt.key).join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    mine = (Enrolment.user_id == leader, Attempt.state == state, Attempt.quiz == quiz)
    return db.session.scalars(query.where(*mine)).one()


def _upload(leader: int) -> str:
    """The file of the leader."""
    query = select(Upload.key).join(Attempt, Attempt.id == Upload.attempt_id)
    mine = query.join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    return db.session.scalars(mine.where(Enrolment.user_id == leader)).one()


def _picture(side: Side) -> object:
    later = EditionFile.id > side.before["edition_files"]
    query = select(EditionFile.sha256).where(later, EditionFile.path.like("%.svg"))
    return db.session.scalars(query.order_by(EditionFile.id)).first()


def _one(column: object, *which: object) -> str:
    return db.session.scalars(select(column).where(*which)).one()  # type: ignore[call-overload,no-any-return]
