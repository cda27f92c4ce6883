"""The pages around the journeys: one's own account, and what helps who has forgotten something."""

import pytest

from tests import cast
from tests.journeys.stage import DESK, PHONE, Stage, part

OWN = ("/me/", "/me/account/", "/me/account/password/", "/me/account/email/", "/me/sessions/")
FORGOTTEN = ("/forgot-password/", "/forgot-username/", "/reset/no-such-link/")


@pytest.mark.parametrize("address", OWN)
def test_own_pages(stage: Stage, locale: str, address: str) -> None:
    with stage.person(part(cast.DMITRI, locale).username, locale, PHONE) as walk:
        answer = walk.page.goto(address)
        assert answer is not None
        assert answer.status == 200
        walk.eye.look(f"own{address.replace('/', '-')}")


@pytest.mark.parametrize("address", FORGOTTEN)
def test_pages_of_who_has_forgotten(stage: Stage, locale: str, address: str) -> None:
    with stage.guest(locale, DESK) as walk:
        answer = walk.page.goto(address)
        assert answer is not None
        walk.eye.forgive(str(answer.status))
        walk.eye.look(f"forgotten{address.replace('/', '-')}")


def test_a_form_with_mistakes_says_how_to_mend_them(stage: Stage, locale: str) -> None:
    with stage.guest(locale, PHONE) as walk:
        walk.page.goto("/sign-up/")
        walk.write("Username", "a b")
        walk.write("Password", "short")
        walk.follow("Sign up")
        walk.sees("Nothing is saved yet. Please mend this first:")
        walk.eye.forgive("422")
        walk.eye.look("sign-up-mistakes")
