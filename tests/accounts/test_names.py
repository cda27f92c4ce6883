"""Names of people and browsers: what is kept, what is refused, what is the same."""

import pytest

from lms.accounts import names
from lms.accounts.refusals import UsernameRefused
from lms.accounts.user import username_key
from lms.web.accounts.browsers import device_label


@pytest.mark.parametrize(
    "name",
    ["boris", "Борис", "Бүрэн", "maria-2", "ivan.petrov", "a_b", "x" * 40, " ёжик "],
)
def test_good_usernames(name: str) -> None:
    assert names.clean_username(name) == name.strip()


@pytest.mark.parametrize(
    "name",
    ["", "ab", "x" * 41, "a b", "a@b.c", "a/b", "раypal", "bоris", "a\x00b", "a\nb", "<b>x</b>"],
)
def test_bad_usernames(name: str) -> None:
    with pytest.raises(UsernameRefused):
        names.clean_username(name)


def test_case_and_width_do_not_make_another_name() -> None:
    assert username_key("BORIS") == username_key("boris") == username_key("\uff42oris")
    assert names.clean_username("\uff42oris") == "boris"


def test_a_name_stays_on_one_line() -> None:
    assert names.clean(" Анна\r\nBcc: x@y.org\x00\u202e  Б ") == "Анна Bcc: x@y.org Б"


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/120.0 YaBrowser/24.1 Safari/537.36",
            "Yandex Browser on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox on Linux",
        ),
        ("curl/8.0", "? on ?"),
        ("", "? on ?"),
    ],
)
def test_a_device_is_named_coarsely(agent: str, label: str) -> None:
    assert device_label(agent) == label
