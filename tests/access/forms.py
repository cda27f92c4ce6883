"""The least that each form takes, by endpoint: what a person would send who fills it in rightly."""

from collections.abc import Callable
from hashlib import sha256

from flask import Flask
from sqlalchemy import select

from lms.base.db import db
from lms.base.tokens import fresh_key, fresh_token
from lms.learning.enrolment import Enrolment
from lms.seminars.seminar import Seminar
from tests.access.drafted import CHANGED, OTHER, QUESTIONS
from tests.access.world import Side
from tests.cast import PASSWORD
from tests.web import organising

Form = dict[str, str]
OTHER_PASSWORD = "eight other brooks"


def _answer(_side: Side) -> Form:
    return {"op_id": fresh_key(), "base": "", "answer": "another word", "go": "end"}


def _override(side: Side) -> Form:
    """Every field of the form."""
    leader = side.people["leader"]
    key = db.session.scalars(select(Enrolment.key).where(Enrolment.user_id == leader)).one()
    return {
        "op_id": fresh_key(),
        "person": key,
        "quiz": "start/check",
        "extra_minutes": "5",
        "extra_attempts": "1",
        "wait_waived": "y",
        "last_start": "2030-12-05T10:00",
        "hard_end": "2030-12-06T10:00",
        "until": "2031-01-01T00:00",
        "reason": "Works at night",
    }


def _dates(_side: Side) -> Form:
    return {"last_start": "2030-12-05T10:00", "hard_end": "2030-12-06T10:00"}


def _person(_side: Side) -> Form:
    return {
        "person-op_id": fresh_key(),
        "person-name": "Somebody Else",
        "person-email": "somebody.else@example.org",
        "person-phone": "",
        "person-locale": "ru",
    }


def _seminar(side: Side) -> Form:
    """Every field of the form, the optional ones included."""
    return organising.form(
        op_id=fresh_key(),
        basis="",
        letters="",
        city=side.plot.city,
        venue_directions="",
        venue_accessibility="",
        venue_latitude="",
        venue_longitude="",
    )


def _seminar_again(side: Side) -> Form:
    """The same seminar on other days, and the organizer knows that three letters will go."""
    seminar = db.session.scalars(select(Seminar).where(Seminar.slug == side.plot.slug)).one()
    return _seminar(side) | {"basis": seminar.revised_at.isoformat(), "letters": "3"}


def _invited(side: Side) -> Form:
    """Who is invited by an association does not name one."""
    return {name: value for name, value in _newcomer(side).items() if name != "association"}


def _newcomer(_side: Side) -> Form:
    return {
        "username": "newcomer",
        "password": "nine quiet brooks",
        "association": "Choir of the North",
        "email": "newcomer@example.org",
    }


def _questions(_side: Side) -> Form:
    return {"op_id": fresh_key(), "text": QUESTIONS.decode(), "language": "en", "format": "gift"}


def _lesson(side: Side) -> Form:
    """What was published, with a word more."""
    basis = sha256(side.plot.course[OTHER]).hexdigest()
    return {"basis": basis, "text": f"{side.plot.course[OTHER].decode()}More.\n"}


FORMS: dict[str, Callable[[Side], Form]] = {
    "account.change_email": lambda _: {"email": "other@example.org", "present": PASSWORD},
    "account.change_password": lambda _: {"present": PASSWORD, "password": OTHER_PASSWORD},
    "account.claim_membership": lambda _: {"association": "Choir of the North"},
    "account.end_other_sessions": lambda _: {},
    "account.end_session": lambda _: {},
    "account.leave_association": lambda _: {},
    "account.remove_email": lambda _: {"removal-present": PASSWORD},
    "account.update": lambda _: {"display_name": "Another Name", "locale": "ru"},
    "accounts.ask_for_password": lambda _: {"login": "boris"},
    "accounts.ask_for_username": lambda _: {"email": "boris@example.org"},
    "accounts.enter": lambda _: {"login": "boris", "password": PASSWORD},
    "accounts.join": _newcomer,
    "accounts.join_invited": _invited,
    "accounts.set_password": lambda _: {"username": "boris", "password": OTHER_PASSWORD},
    "accounts.sign_out": lambda _: {},
    "accounts.take_email": lambda _: {},
    "accounts.take_email_back": lambda _: {},
    "admin.confirm_member": lambda _: {},
    "admin.create_organisation": lambda _: {"name": "Choir of the North"},
    "admin.end_sessions": lambda _: {},
    "admin.grant_role": lambda side: {"grant": f"organizer:city:{side.plot.city}"},
    "admin.invite": lambda side: {
        "note": "For the choir",
        "grant": f"organizer:city:{side.plot.city}",
        "organisation": side.plot.organisation_key,
        "days": "3",
        "op_id": fresh_key(),
    },
    "admin.issue_reset_link": lambda _: {"op_id": fresh_key()},
    "admin.merge": lambda side: {"into": f"{side.plot.organisation_key}-2"},
    "admin.remove_member": lambda _: {},
    "admin.restore": lambda _: {},
    "admin.revoke_role": lambda _: {},
    "admin.suspend": lambda _: {},
    "admin.update_organisation": lambda _: {"name": "Choir of the North"},
    "admin.withdraw_invitation": lambda _: {},
    "answers.create": _answer,
    "checks.create": _answer,
    "teach.overrides.create": _override,
    "teach.overrides.destroy": lambda _: {},
    "teach.quizzes.update": _dates,
    "attempts.create": lambda _: {"number": "2"},
    "cancellations.create": lambda _: {},
    "completions.create": lambda _: {},
    "enrolments.create": lambda _: {},
    "feeds.create": lambda _: {"label": "My computer", "secret": fresh_token()},
    "feeds.revoke": lambda _: {},
    "language.update": lambda _: {"language": "ru", "next": "/courses/"},
    "my_certificates.create": lambda side: {"course": side.plot.course_key},
    "my_certificates.update": lambda _: {
        "name": "Another Name",
        "tongue": "ru",
        "name_is_shown": "y",
        "is_listed": "y",
    },
    "organise.cancellations.create": lambda _: {},
    "organise.registrations.create": _person,
    "organise.registrations.destroy": lambda _: {},
    "organise.seminars.create": _seminar,
    "organise.seminars.update": _seminar_again,
    "playthroughs.create": lambda _: {"number": "2"},
    "playthroughs.decision": lambda _: {"node": "room", "choice": "ask", "op_id": fresh_key()},
    "registrations.create": lambda _: {"op_id": fresh_key()},
    "studio.bring": _questions,
    "studio.discard": lambda _: {"path": ""},
    "studio.keep": lambda _: {"path": CHANGED},
    "studio.place": lambda _: {
        "module": "start",
        "quiz": "",
        "title": "More",
        "key": "more",
        "first": "1",
        "last": "1",
    },
    "studio.publish": lambda _: {"notes": "Better"},
    "studio.save_file": _lesson,
    "submissions.create": lambda _: {},
    "teach.by_hand.create": lambda _: {"reason": "Done on paper"},
    "teach.by_hand.destroy": lambda _: {"reason": "Meant for another person"},
    "teach.certificates.restore": lambda _: {},
    "teach.certificates.revoke": lambda _: {"reason": "A mix-up of two people"},
    "teach.moves.create": lambda _: {},
    "teach.corrections.create": lambda _: {"choice.days": "both", "base.days": "0"},
    "teach.grades.create": lambda _: {"percent": "66.7", "reason": "Ill on the day"},
    "teach.grades.destroy": lambda _: {},
    "teach.marking.create": lambda _: {
        "base": "0",
        "points.letter.clear": "2",
        "points.letter.polite": "1",
        "points.proof.seen": "1",
        "comment.letter": "Well said",
        "comment.proof": "",
    },
    "unclarities.create": lambda _: {"text": "What is a dot?"},
    "unclarities.destroy": lambda _: {},
    "uploads.create": lambda _: {"op_id": fresh_key(), "base": "", "remove": "yes", "go": "end"},
    "withdrawals.create": lambda _: {},
}


def unsafe(app: Flask) -> set[str]:
    """The endpoints of all routes that may change something."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
