"""Ways out: a real mail server that is kind, busy, rude or away; files; nobody asleep."""

import email
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.cli.mail import send_waiting
from lms.mail import outbox
from lms.mail.delivery import MailUrlRefused, delivery
from lms.mail.letter import Letter
from lms.mail.message import OutboxMessage

LETTER = Letter("Место на семинаре", "Здравствуйте!\n\nhttp://localhost/")
SENDER = "Leader trainings <training@example.org>"


class Server:
    """What the mail server got, and how it answers."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.at_rcpt = self.at_data = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]  # noqa: N802
        if self.at_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802
        if self.at_data.startswith("250"):
            self.got.append(envelope.content)
        return self.at_data


@pytest.fixture
def server() -> Iterator[tuple[Server, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    behaviour = Server()
    controller = Controller(behaviour, hostname="127.0.0.1", port=port)
    controller.start()
    yield behaviour, f"smtp://127.0.0.1:{port}"
    controller.stop()


def put(*, user: User | None = None) -> None:
    with transaction():
        outbox.post(
            LETTER,
            kind="test",
            dedupe_key="one",
            address="boris@example.org",
            user_id=user.id if user else None,
            locale="ru",
        )


def the_message() -> OutboxMessage:
    return db.session.scalars(select(OutboxMessage)).one()


def test_a_letter_arrives_whole(app: Flask, server: tuple[Server, str]) -> None:
    behaviour, url = server
    put()
    assert send_waiting(delivery(url), SENDER) == (1, 0)
    (raw,) = behaviour.got
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["Subject"] == LETTER.subject
    assert message["From"] == SENDER
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().strip().startswith("Здравствуйте!")


@pytest.mark.parametrize("answer", ["450 busy", "421 closing"])
def test_a_busy_server_is_asked_again(app: Flask, server: tuple[Server, str], answer: str) -> None:
    behaviour, url = server
    behaviour.at_data = answer
    put()
    assert send_waiting(delivery(url), SENDER) == (0, 1)
    assert the_message().next_at > clock.now()
    assert the_message().failed_at is None


def test_an_address_that_does_not_exist_is_given_up(app: Flask, server: tuple[Server, str]) -> None:
    behaviour, url = server
    behaviour.at_rcpt = "550 no such user"
    put()
    assert send_waiting(delivery(url), SENDER) == (0, 1)
    assert the_message().failed_at is not None


def test_a_server_that_is_away_loses_nothing(app: Flask, server: tuple[Server, str]) -> None:
    put()
    assert send_waiting(delivery("smtp://127.0.0.1:1"), SENDER) == (0, 1)
    assert the_message().sent_at is None
    assert the_message().text == LETTER.text


def test_nobody_whose_account_sleeps_is_written_to(app: Flask, boris: User, tmp_path: Path) -> None:
    put(user=boris)
    with transaction():
        db.session.get_one(User, boris.id).suspended_at = clock.now()
    assert send_waiting(delivery(f"file:{tmp_path / 'mail'}"), SENDER) == (0, 0)
    assert not (tmp_path / "mail").exists()


def test_a_folder_keeps_one_file_a_letter(app: Flask, tmp_path: Path) -> None:
    put()
    send_waiting(delivery(f"file:{tmp_path / 'mail'}"), SENDER)
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert email.message_from_bytes(file.read_bytes())["To"] == "boris@example.org"


@pytest.mark.parametrize("url", ["", "file:", "ftp://x", "pigeon:"])
def test_a_senseless_mail_url_is_said_so(url: str) -> None:
    with pytest.raises(MailUrlRefused, match="MAIL_URL"):
        delivery(url)
