"""The post of a journey: what waits in the outbox is delivered to a folder, and read there."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from lms.cli.mail import send_waiting
from lms.mail.delivery import FileDelivery, delivery
from tests.journeys.stage import Stage


def letters_to(stage: Stage, address: str) -> list[EmailMessage]:
    """Deliver everything that waits; the letters somebody has, oldest first."""
    settings = stage.app.extensions["lms.settings"]
    way_out = delivery(settings.mail_url)
    assert isinstance(way_out, FileDelivery)
    with stage.app.app_context():
        send_waiting(way_out, settings.mail_from)
    found = [
        message_from_bytes(path.read_bytes(), EmailMessage, policy=default)
        for path in sorted(way_out.folder.glob("*.eml"))
    ]
    return [letter for letter in found if letter["To"] == address]


def text_of(letter: EmailMessage) -> str:
    """The plain words of a letter."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
