"""Passwords: length and a list decide, nothing else; two comparisons at once, no more."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from lms.accounts import passwords
from lms.accounts.refusals import PasswordRefused
from tests import cast

TRIED_FIRST = [
    "1234567890",
    "0987654321",
    "qwertyuiop",
    "QWERTYUIOP",
    "1q2w3e4r5t",
    "password123",
    "Password1234",
    "iloveyou123",
    "administrator",
    "correct horse battery staple",
    "йцукенгшщз",
    "фывапролджэ",
    "пароль12345",
    "Пароль123456",
    "приветпривет",
    "gfhjkm12345",
    "ghbdtn12345",
    "aaaaaaaaaa",
    "1212121212",
    "abcabcabcabc",
    "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10",  # 1234567890, full width
]
GOOD = [
    "seven quiet rivers",
    "восемь тихих озёр",
    "  spaces count  ",
    "кот, дом, луна 7",
    "пять слов без всякого смысла",
    "tree-lamp-otter-noon",
    "ηλιος και θαλασσα",
    "Сүбәдәй баатыр 13",
    "дом\u0301 над рекой",
    "1990-05-17 шёл снег",
    "x" * 100 + "yz",
    "a b c d e f",
    "!@#$%^&*()_+|",
    "🌲🌊🦊 и костёр",
    "Lenin Street 45, flat 3",
    "ёлкииголки!!",
    "no uppercase no digits",
    "ВСЕ ЗАГЛАВНЫЕ БУКВЫ",
    "9482716350",
    "ab" + "cd" * 127,
]


@pytest.mark.parametrize("password", TRIED_FIRST)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordRefused):
        passwords.refuse_weak(password, "somebody")


@pytest.mark.parametrize("password", GOOD)
def test_everything_else_may_be_a_password(password: str) -> None:
    passwords.refuse_weak(password, "somebody")


@pytest.mark.parametrize(("length", "passes"), [(9, False), (10, True), (256, True), (257, False)])
def test_length_is_counted_in_characters(length: int, *, passes: bool) -> None:
    password = "".join(chr(0x430 + n * 7 % 31) for n in range(length))
    if passes:
        passwords.refuse_weak(password, "somebody")
    else:
        with pytest.raises(PasswordRefused):
            passwords.refuse_weak(password, "somebody")


def test_the_list_is_clean() -> None:
    lines = passwords.COMMON.read_text("utf-8").splitlines()
    assert len(lines) >= 1000
    assert lines == sorted(set(lines))
    assert [line for line in lines if len(line) < passwords.SHORTEST] == []
    assert [line for line in lines if line != passwords._normal(line).casefold()] == []


def test_the_hash_has_the_settings_of_production() -> None:
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in cast.PASSWORD_HASH
    assert not passwords.is_outdated(cast.PASSWORD_HASH)
    assert not passwords.is_outdated(passwords._NOBODY)
    assert passwords.matches(cast.PASSWORD_HASH, cast.PASSWORD)


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$broken"])
def test_what_cannot_be_compared_never_matches(stored: str | None) -> None:
    assert not passwords.matches(stored, cast.PASSWORD)


def test_two_are_computed_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, running, most = Lock(), 0, 0

    class Slow:
        def verify(self, _hash: str, _password: str) -> bool:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.05)
            with lock:
                running -= 1
            return True

    monkeypatch.setattr(passwords, "_hasher", Slow())
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: passwords.matches("a hash", "a password"), range(8)))
    assert most == 2
