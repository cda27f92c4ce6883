"""Ways out of the house: SMTP, a folder of files, or the console, chosen by `MAIL_URL`."""

import smtplib
import ssl
from abc import ABC, abstractmethod
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from lms.base import clock
from lms.mail.letter import as_html
from lms.mail.outbox import Parcel

TIMEOUT = 20  # seconds


class MailUrlRefused(Exception):
    """`MAIL_URL` makes no sense; the text says what it may be."""


class RecipientRefused(Exception):
    """The address will never take a letter: trying again is useless."""


class Delivery(ABC):
    """One way out; opened for a batch of letters and closed after it."""

    def __enter__(self) -> Self:
        """Open it; raises OSError when it cannot be opened now."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it; there is nothing to close where nothing was opened."""
        return

    @abstractmethod
    def send(self, message: EmailMessage) -> None:
        """Hand the letter over; OSError to try again later, RecipientRefused never to."""


class SmtpDelivery(Delivery):
    """Through a mail server: `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`."""

    def __init__(self, url: str) -> None:
        """Read the address of the server."""
        parts = urlsplit(url)
        self.encrypted = parts.scheme == "smtps"
        self.host = parts.hostname or "localhost"
        self.port = parts.port or (465 if self.encrypted else 25)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Connect, encrypt where the server can, sign in where a user is named."""
        context = ssl.create_default_context()
        if self.encrypted:
            self.server = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            self.server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
            if self.server.has_extn("starttls") or self.user:
                self.server.starttls(context=context)
        if self.user:
            self.server.login(self.user, self.password)
        return self

    def __exit__(self, *details: object) -> None:
        """Say goodbye; what was handed over stays handed over."""
        if self.server is not None:
            self.server.close()

    def send(self, message: EmailMessage) -> None:
        """Hand over to the server."""
        if self.server is None:
            raise OSError("the mail server was not opened")
        try:
            self.server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            if codes and all(code >= 500 for code in codes):
                raise RecipientRefused from error
            raise


class FileDelivery(Delivery):
    """Into a folder, one `.eml` file a letter: for a demo, or a machine without mail."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; it is made when the first letter comes."""
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write the letter down."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stamp = clock.now().strftime("%Y%m%dT%H%M%S.%f")
        mark = sha256(str(message["Message-ID"]).encode()).hexdigest()[:8]
        (self.folder / f"{stamp}-{mark}.eml").write_bytes(message.as_bytes(policy=SMTP))


class ConsoleDelivery(Delivery):
    """Onto the terminal, for a look while developing."""

    def send(self, message: EmailMessage) -> None:
        """Print the letter."""
        print(message.as_string())  # noqa: T201 (printing is what this one is for)


def delivery(url: str) -> Delivery:
    """The way out that `MAIL_URL` names; raises MailUrlRefused."""
    scheme, _, rest = url.partition(":")
    if scheme in {"smtp", "smtps"}:
        return SmtpDelivery(url)
    if scheme == "file" and rest:
        return FileDelivery(Path(rest.removeprefix("//")))
    if scheme == "console":
        return ConsoleDelivery()
    raise MailUrlRefused(
        "MAIL_URL must be smtp://user:password@host:587, smtps://user:password@host:465, "
        "file:/a/folder or console:"
    )


def envelope(parcel: Parcel, sender: str) -> EmailMessage:
    """The letter as it travels (RFC 5322); a second sending carries the same Message-ID."""
    message = EmailMessage(policy=SMTP)
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<{sha256(parcel.dedupe_key.encode()).hexdigest()[:32]}@{domain}>"
    message["Date"] = format_datetime(clock.now())
    message["From"] = sender
    message["To"] = parcel.address
    message["Subject"] = parcel.letter.subject
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = parcel.locale
    message.set_content(parcel.letter.text, cte="quoted-printable")
    html = as_html(parcel.letter, parcel.locale)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message
