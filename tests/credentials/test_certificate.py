"""A certificate is given once, by rule, and loses its validity only by what can be undone."""

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.credentials import operations
from lms.credentials.certificate import Certificate, CertificateEvent, Tongue, code_of
from lms.credentials.refusals import UnprintableName
from lms.learning.operations import completing, ledger
from lms.learning.operations.ledger import Hand
from lms.mail.message import OutboxMessage
from tests import cast
from tests.catalogue.bundles import KEY
from tests.credentials.holders import certificate_of, finish, named, short_course
from tests.learning.classroom import place, read, sit
from tests.learning.test_races import Crowd

pytestmark = pytest.mark.both_engines


def count(noun: type = Certificate) -> int:
    return db.session.scalar(select(func.count()).select_from(noun)) or 0


def deeds() -> list[str]:
    return list(db.session.scalars(select(CertificateEvent.deed).order_by(CertificateEvent.id)))


def letters() -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def test_finishing_the_course_gives_one(app: Flask, boris: User) -> None:
    short_course()
    sit(boris)
    read(boris, "start/one")
    assert count() == 0
    read(boris, "end/last", "start/two")
    one = certificate_of(boris)
    assert code_of(one.code) == one.code
    assert one.number == f"{one.awarded_at:%Y}-{one.id:05}"
    assert (one.printed_name, one.name_is_shown, one.is_listed) == (None, False, False)
    assert (count(), deeds(), letters()) == (1, ["awarded"], ["certificate-awarded"])


def test_a_letter_names_neither_course_nor_person(app: Flask, boris: User) -> None:
    short_course()
    finish(boris)
    letter = db.session.scalars(select(OutboxMessage)).one()
    for word in ("Boris", "Small course", "ertificate"):
        assert word not in letter.subject + letter.text.replace("/me/certificates/", "")


def test_a_course_may_give_none(app: Flask, boris: User) -> None:
    short_course(last="- lesson: last", completion="completion: all\ncertificate: none")
    sit(boris)
    place_id = place(boris).enrolment_id
    with transaction():
        for item in ("start/one", "start/two", "start/check", "end/last"):
            hand = Hand(boris.id, "For the test")
            completing.set_by_hand(place_id, item, clock.now(), hand)
    assert place(boris).completed_at is not None
    assert count() == 0


def test_a_suspended_person_gets_no_letter(app: Flask, boris: User) -> None:
    short_course()
    sit(boris)
    with transaction():
        db.session.get_one(User, boris.id).suspended_at = clock.now()
    read(boris, "end/last")
    assert (count(), letters()) == (1, [])


def test_who_finished_before_claims_it_once(
    app: Flask, boris: User, dmitri: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    short_course()
    monkeypatch.setattr(ledger, "_completed", [])
    for user in (boris, dmitri):
        sit(user)
        read(user, "end/last")
    assert count() == 0
    boris_id = boris.id
    for _ in range(2):
        with transaction():
            operations.claim(boris_id, KEY, clock.now())
    assert (count(), deeds()) == (1, ["awarded"])
    with transaction():
        assert operations.award_some(0, clock.now())[0] == 1
    assert count() == 2


def test_nobody_claims_what_is_not_earned(app: Flask, boris: User, dmitri: User) -> None:
    short_course()
    sit(boris)
    for person_id, course in ((boris.id, KEY), (dmitri.id, KEY), (boris.id, "other")):
        with pytest.raises(NotFound), transaction():
            operations.claim(person_id, course, clock.now())


def test_the_holder_says_which_name_is_printed(app: Flask, boris: User, dmitri: User) -> None:
    short_course()
    finish(boris)
    one = named(boris, "  Борис   Борисович\u0301 ", Tongue.BOTH)
    assert (one.printed_name, one.tongue) == ("Борис Борисович\u0301", "both")
    named(boris, "Борис Борисович\u0301", Tongue.BOTH)
    assert deeds() == ["awarded", "confirmed"]
    with pytest.raises(NotFound), transaction():
        operations.confirm(dmitri.id, one.key, "Dmitri", Tongue.BOTH, clock.now())


@pytest.mark.parametrize("name", ["", "王小明", "Boris\u202eX", "Boris 😀", "#let x", "B\u0000"])
def test_what_cannot_be_printed_is_refused(app: Flask, boris: User, name: str) -> None:
    short_course()
    key, user_id = finish(boris).key, boris.id
    with pytest.raises(UnprintableName), transaction():
        operations.confirm(user_id, key, name, Tongue.BOTH, clock.now())


def test_a_revocation_is_said_once_and_undone(app: Flask, boris: User, anna: User) -> None:
    short_course()
    one = finish(boris)
    course_id, key, by_id = one.course_id, one.key, anna.id
    for _ in range(2):
        with transaction():
            operations.revoke(course_id, key, reason="A mix-up.", by_id=by_id, at=clock.now())
    assert (certificate_of(boris).is_valid, certificate_of(boris).revocation) == (
        False,
        "A mix-up.",
    )
    for _ in range(2):
        with transaction():
            operations.restore(course_id, key, by_id=by_id, at=clock.now())
    assert certificate_of(boris).is_valid
    assert deeds() == ["awarded", "revoked", "restored"]
    assert letters() == [f"certificate-{kind}" for kind in ("awarded", "revoked", "restored")]


def test_a_course_that_is_open_again_takes_validity_and_gives_it_back(
    app: Flask, boris: User, anna: User
) -> None:
    short_course()
    sit(boris)
    enrolment_id, hand = place(boris).enrolment_id, Hand(anna.id, "In the room")
    with transaction():
        completing.set_by_hand(enrolment_id, "end/last", clock.now(), hand)
    code = certificate_of(boris).code
    with transaction():
        completing.take_back(enrolment_id, "end/last", clock.now(), hand)
    assert not certificate_of(boris).is_valid
    read(boris, "end/last")
    assert certificate_of(boris).is_valid
    assert certificate_of(boris).code == code
    assert deeds() == ["awarded", "reopened", "restored"]


def test_finishing_again_does_not_undo_a_revocation(app: Flask, boris: User, anna: User) -> None:
    short_course()
    one = finish(boris)
    course_id, key, by_id, user_id = one.course_id, one.key, anna.id, boris.id
    with transaction():
        operations.revoke(course_id, key, reason="Fraud.", by_id=by_id, at=clock.now())
    with transaction():
        operations.claim(user_id, KEY, clock.now())
    assert not certificate_of(boris).is_valid


def claims_at_once(app: Flask, number: int) -> tuple[int, int]:
    """How many certificates and events there are after twenty claims at once."""
    with transaction():
        user_id = cast.join(cast.Part(f"holder{number}", "Holder")).id
    sit(db.session.get_one(User, user_id))
    read(db.session.get_one(User, user_id), "end/last")
    db.session.rollback()

    def deed(_number: int) -> str:
        with transaction():
            return operations.claim(user_id, KEY, clock.now()).key

    keys = {str(key) for key in Crowd(app).run(20, deed)}
    db.session.rollback()
    rows = db.session.scalar(
        select(func.count()).select_from(Certificate).where(Certificate.user_id == user_id)
    )
    db.session.rollback()
    return rows or 0, len(keys)


def test_twenty_claims_at_once_are_one_certificate(
    real_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with real_app.app_context():
        short_course()
        monkeypatch.setattr(ledger, "_completed", [])
        assert [claims_at_once(real_app, number) for number in range(5)] == [(1, 1)] * 5


def test_twin_without_hold_and_unique_rule_there_are_several(
    real_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with real_app.app_context():
        if db.engine.dialect.name == "sqlite":
            return  # the whole transaction holds the one write lock there
        short_course()
        monkeypatch.setattr(ledger, "_completed", [])
        with transaction():
            rule = "uq_certificates_user_id_course_id"
            db.session.execute(text(f'ALTER TABLE certificates DROP CONSTRAINT "{rule}"'))
        unheld = lambda enrolment_id: db.session.get_one(  # noqa: E731
            operations.Enrolment, enrolment_id
        )
        monkeypatch.setattr(operations, "held_enrolment", unheld)
        found = [claims_at_once(real_app, number) for number in range(5)]
        assert any(pair != (1, 1) for pair in found)
