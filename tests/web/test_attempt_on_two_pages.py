"""The same attempt on two pages: seen, told, and no version of an answer lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.desk import SAVED, SENDINGS, Desk, desk, server, sign_in

__all__ = ["desk", "server"]
TWICE = "This question was answered on two pages"


@pytest.fixture
def phone(desk: Desk, real_browser: Browser) -> Iterator[Desk]:
    """The same learner with the same attempt on another device."""
    context = real_browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    page = context.new_page()
    page.set_default_timeout(15000)
    sign_in(page, desk.server, desk.name)
    page.goto(desk.page.url)
    yield Desk(desk.server, page, desk.user_id, desk.key, desk.name)
    context.close()


def both(page: Page, question: str) -> object:
    """The choice between two answers to a question."""
    return expect(page.locator(f"[data-question={question}] [data-both]"))


def write(desk: Desk, text: str) -> None:
    """Type a word into the fifth question."""
    desk.turn_to(5)
    desk.page.fill("[data-question=word] [name=answer]", text)


def word(desk: Desk) -> str:
    return desk.page.input_value("[data-question=word] [name=answer]")


def comes_back(desk: Desk) -> None:
    """Somebody who was away for a while looks at the page again."""
    desk.page.evaluate(
        """() => {
          const later = Date.now() + 60e3;
          Date.now = () => later;
          document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )


def test_a_second_tab_is_noticed_and_follows(desk: Desk) -> None:
    notice = desk.page.locator("[data-second-tab]")
    expect(notice).to_be_hidden()
    second = desk.page.context.new_page()
    second.goto(desk.page.url)
    expect(notice).to_be_visible()
    expect(second.locator("[data-second-tab]")).to_be_visible()
    desk.choose("pick", "beta")
    desk.light().to_have_text(SAVED)
    expect(second.locator("[data-question=pick] [value=beta]")).to_be_checked()
    expect(second.locator("[data-mark=pick]")).to_have_class("done")
    expect(second.locator("[data-question=pick] [data-light]")).to_contain_text("on another page")
    second.close()
    expect(notice).to_be_hidden()


def test_who_comes_back_sees_what_another_device_has_answered(desk: Desk, phone: Desk) -> None:
    write(phone, "on the train")
    phone.light("word").to_have_text(SAVED)
    comes_back(desk)
    desk.turn_to(5)
    desk.light("word").to_contain_text("on another page")
    assert word(desk) == "on the train"
    desk.page.fill("[data-question=word] [name=answer]", "at home")
    desk.light("word").to_have_text(SAVED)
    both(desk.page, "word").to_be_hidden()
    assert desk.stored() == {"word": {"text": "at home"}}


@pytest.mark.parametrize(("button", "kept"), [("keep", "at home"), ("take", "on the train")])
def test_two_answers_to_one_question_are_both_shown(
    desk: Desk, phone: Desk, button: str, kept: str
) -> None:
    desk.page.evaluate("() => { window.fetch = () => Promise.reject(TypeError()); }")
    write(desk, "at home")
    desk.light("word").to_have_text("Not saved, trying again")
    write(phone, "on the train")
    phone.light("word").to_have_text(SAVED)
    desk.page.reload()
    desk.turn_to(5)
    choice = desk.page.locator("[data-question=word] [data-both]")
    expect(choice).to_contain_text(TWICE)
    expect(choice.locator("[data-mine]")).to_have_text("at home")
    expect(choice.locator("[data-theirs]")).to_have_text("on the train")
    assert desk.stored() == {"word": {"text": "on the train"}}
    desk.page.click("nav .actions button")
    expect(desk.page.locator("[data-trouble]")).to_contain_text("Choose which answer counts")
    choice.locator(f"[data-{button}]").click()
    desk.light("word").to_have_text(SAVED)
    expect(choice).to_be_hidden()
    assert word(desk) == kept
    assert desk.stored() == {"word": {"text": kept}}
    assert desk.page.evaluate("localStorage.length") == 0


def test_a_stale_blank_asks_and_blanks_nothing(desk: Desk, phone: Desk) -> None:
    write(desk, "x")
    desk.light("word").to_have_text(SAVED)
    phone.page.reload()
    write(phone, "kept")
    phone.light("word").to_have_text(SAVED)
    desk.page.fill("[data-question=word] [name=answer]", "")
    both(desk.page, "word").to_contain_text("no answer")
    assert desk.stored() == {"word": {"text": "kept"}}
    desk.page.click("[data-question=word] [data-take]")
    assert word(desk) == "kept"
    assert desk.stored() == {"word": {"text": "kept"}}


def test_what_is_chosen_from_options_is_said_in_words(desk: Desk, phone: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.turn_to(2)
    desk.choose("tick", "red", "pink")
    phone.turn_to(2)
    phone.choose("tick", "blue")
    phone.light("tick").to_have_text(SAVED)
    desk.page.route(SENDINGS, lambda route: route.abort())
    desk.page.context.set_offline(False)
    comes_back(desk)
    choice = desk.page.locator("[data-question=tick] [data-both]")
    expect(choice.locator("[data-mine] li")).to_have_count(2)
    assert sorted(choice.locator("[data-mine] li").all_inner_texts()) == ["Pink", "Red"]
    expect(choice.locator("[data-theirs] li")).to_have_text("Blue")


def test_back_and_forward_keep_everything(desk: Desk) -> None:
    desk.choose("pick", "beta")
    write(desk, "typed and gone at once")
    desk.page.goto(f"{desk.server.base_url}/")
    desk.page.go_back()
    desk.turn_to(5)
    desk.light("word").to_contain_text("Saved")
    assert word(desk) == "typed and gone at once"
    assert desk.page.is_checked("[data-question=pick] [value=beta]")
    assert desk.stored()["word"] == {"text": "typed and gone at once"}
