"""The letters about certificates: neutral, without a name, and the page says the rest."""

from lms.accounts.user import User
from lms.mail.letter import compose
from lms.mail.outbox import post


def awarded(holder: User, event: str) -> None:
    """A document waits for its holder; `event` is told once."""
    _post("awarded", holder, event)


def revoked(holder: User, event: str) -> None:
    """Something changed about a document."""
    _post("revoked", holder, event)


def restored(holder: User, event: str) -> None:
    """It is good again."""
    _post("restored", holder, event)


def _post(kind: str, holder: User, event: str) -> None:
    """Write and post, unless there is no address or the account is suspended."""
    if holder.email is None or not holder.is_active:
        return
    post(
        compose(f"credentials/{kind}", holder.locale),
        kind=f"certificate-{kind}",
        dedupe_key=f"certificate-{kind}:{event}",
        address=holder.email,
        user_id=holder.id,
        locale=holder.locale,
    )
