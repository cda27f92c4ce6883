"""`flask mail deliver`: send what waits in the outbox, once or for as long as the site runs."""

import logging
import time

import click
from flask import current_app
from flask.cli import AppGroup

from lms.accounts import queries as accounts
from lms.base import clock
from lms.base.db import db, transaction
from lms.mail import outbox
from lms.mail.delivery import Delivery, RecipientRefused, delivery, envelope

log = logging.getLogger("lms.mail")
mail = AppGroup("mail", help="Letters that wait in the outbox.")
BATCH = 20
PAUSE = 2.0  # seconds


@mail.command("deliver")
@click.option("--watch", is_flag=True, help="Keep looking every two seconds.")
def deliver(*, watch: bool) -> None:
    """Send what waits in the outbox."""
    settings = current_app.extensions["lms.settings"]
    way_out = delivery(settings.mail_url)
    sent, kept = send_waiting(way_out, settings.mail_from)
    if not watch:
        click.echo(f"{sent} sent, {kept} to try again later.")
        return
    while True:
        time.sleep(PAUSE)
        try:
            send_waiting(way_out, settings.mail_from)
        except Exception:
            log.exception("letters could not be sent now; trying again")
            db.session.remove()


def send_waiting(way_out: Delivery, sender: str) -> tuple[int, int]:
    """Send every letter that is due; how many went out and how many must wait."""
    sent = kept = 0
    while parcels := _take():
        awake = accounts.awake({parcel.user_id for parcel in parcels if parcel.user_id})
        for parcel in parcels:
            if parcel.user_id and parcel.user_id not in awake:
                _settle(parcel, out=False, final=True)
            elif _send(way_out, sender, parcel):
                sent += 1
            else:
                kept += 1
    return sent, kept


def _take() -> list[outbox.Parcel]:
    with transaction():
        return outbox.take(clock.now(), BATCH)


def _send(way_out: Delivery, sender: str, parcel: outbox.Parcel) -> bool:
    """Hand one letter over and write down how that went."""
    try:
        with way_out:
            way_out.send(envelope(parcel, sender))
    except (OSError, RecipientRefused, ValueError) as error:
        log.warning("letter %s not sent: %s", parcel.id, type(error).__name__)
        _settle(parcel, out=False, final=isinstance(error, RecipientRefused | ValueError))
        return False
    _settle(parcel, out=True)
    return True


def _settle(parcel: outbox.Parcel, *, out: bool, final: bool = False) -> None:
    with transaction():
        if out:
            outbox.settle_sent(parcel.id, clock.now())
        else:
            outbox.settle_failed(parcel.id, clock.now(), final=final)
