"""Letters about accounts, one function each; none names the site's subject or other people."""

from lms.accounts.user import User
from lms.base.tokens import digest
from lms.mail import outbox
from lms.mail.letter import compose


def reset_password(user: User, address: str, token: str) -> None:
    """The one-time address for a new password."""
    _post("reset-password", user, address, digest(token), token=token)


def forgotten_username(user: User, address: str, key: str) -> None:
    """The name to sign in with; `key` names this one wish."""
    _post("forgotten-username", user, address, key, username=user.username)


def confirm_email(user: User, address: str, token: str) -> None:
    """The one-time address that makes this e-mail address the account's."""
    _post("confirm-email", user, address, digest(token), token=token)


def address_in_use(user: User, address: str, token: str) -> None:
    """Instead of the above, to an address that belongs to an account already."""
    _post("address-in-use", user, address, digest(token))


def password_changed(user: User, address: str, key: str) -> None:
    """A notice that the password is a new one; `key` names the change."""
    _post("password-changed", user, address, key)


def email_changed(user: User, old_address: str, token: str) -> None:
    """To the old address: it is no longer the account's, and how to take that back."""
    _post("email-changed", user, old_address, digest(token), token=token)


def _post(kind: str, user: User, address: str, event: str, **words: object) -> None:
    outbox.post(
        compose(f"accounts/{kind}", user.locale, **words),
        kind=kind,
        dedupe_key=f"{kind}:{event}",
        address=address,
        user_id=user.id,
        locale=user.locale,
    )
