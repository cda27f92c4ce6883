"""Phrases: the language of the request, of the reader of a letter, and the plurals of Russian."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, render_template_string

from lms.base import i18n
from lms.base.i18n import gettext, lazy_gettext, lazy_ngettext, ngettext, pgettext, speaking
from tests.browser import forget

PLACES = ("%(num)s place", "%(num)s places")


@pytest.fixture(autouse=True)
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    russian = Catalog(locale="ru")
    russian.add("Hello", "Здравствуйте")
    russian.add("Hello, %(name)s", "Здравствуйте, %(name)s")
    russian.add("80%% is enough", "80%% достаточно")
    russian.add(PLACES, ("%(num)s место", "%(num)s места", "%(num)s мест"))
    russian.add("May", "мая", context="month")
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, russian)
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path)
    i18n._catalogue_of.cache_clear()
    yield
    i18n._catalogue_of.cache_clear()


def said_in(app: Flask, language: str, template: str, **words: object) -> str:
    forget()
    with app.test_request_context(headers={"Accept-Language": language}):
        return render_template_string(template, **words)


def test_a_page_speaks_the_language_of_the_request(app: Flask) -> None:
    assert said_in(app, "ru", "{{ _('Hello') }}") == "Здравствуйте"
    assert said_in(app, "en", "{{ _('Hello') }}") == "Hello"
    assert said_in(app, "ru", "{{ pgettext('month', 'May') }}") == "мая"


def test_words_in_a_phrase_are_escaped_and_the_phrase_is_not(app: Flask) -> None:
    for template in (
        "{{ _('Hello, %(name)s', name=name) }}",
        "{% trans name=name %}Hello, {{ name }}{% endtrans %}",
    ):
        assert said_in(app, "ru", template, name="<b>") == "Здравствуйте, &lt;b&gt;"


def test_a_percent_sign_is_doubled_in_templates(app: Flask) -> None:
    assert said_in(app, "ru", "{{ _('80%% is enough') }}") == "80% достаточно"
    assert said_in(app, "ru", "{% trans %}80% is enough{% endtrans %}") == "80% достаточно"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 место"), (2, "2 места"), (5, "5 мест"), (11, "11 мест"), (21, "21 место")],
)
def test_russian_has_three_plurals(app: Flask, number: int, said: str) -> None:
    assert (
        said_in(app, "ru", "{{ ngettext('%(num)s place', '%(num)s places', n) }}", n=number) == said
    )
    with speaking("ru"):
        assert ngettext(*PLACES, number) == said
        assert str(lazy_ngettext(*PLACES, number)) == said


def test_a_lazy_phrase_is_said_in_the_language_spoken_when_it_is_read() -> None:
    phrase = lazy_gettext("Hello, %(name)s", name="Boris")
    with speaking("ru"):
        assert phrase == "Здравствуйте, Boris"
    assert phrase == "Hello, Boris"


def test_a_letter_speaks_its_readers_language_inside_a_request(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "ru"}):
        assert gettext("Hello") == "Здравствуйте"
        with speaking("en"):
            assert gettext("Hello") == "Hello"
            with speaking("ru"):
                assert pgettext("month", "May") == "мая"
            assert i18n.current_locale() == "en"
        assert gettext("Hello") == "Здравствуйте"


def test_an_unknown_language_is_english() -> None:
    with speaking("de"):
        assert (i18n.current_locale(), gettext("Hello")) == ("en", "Hello")


def test_without_a_request_and_without_a_wish_it_is_english(app: Flask) -> None:
    assert gettext("Hello") == "Hello"


def test_the_language_is_chosen_once_a_request(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setitem(app.extensions, i18n.CHOOSER, lambda: asked.append(1) or "ru")
    with app.test_request_context():
        assert [gettext("Hello") for _ in range(3)] == ["Здравствуйте"] * 3
    assert len(asked) == 1
