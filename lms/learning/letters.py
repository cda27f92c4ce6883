"""Letters about learning: that something is there to be read, and never what it says."""

from lms.accounts.user import User
from lms.mail.letter import compose
from lms.mail.outbox import post


def marked(user: User, attempt: str, number: int) -> None:
    """The answers of an attempt have been marked; `number` counts how often."""
    if user.email is None or not user.is_active:
        return
    post(
        compose("learning/marked", user.locale, attempt=attempt),
        kind="learning.marked",
        dedupe_key=f"learning.marked:{attempt}:{number}",
        address=user.email,
        user_id=user.id,
        locale=user.locale,
    )
