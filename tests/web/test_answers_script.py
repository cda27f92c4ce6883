"""The script of the answers in a real browser: nothing is lost, and each light tells the truth."""

from datetime import timedelta

from playwright.sync_api import Route, expect
from sqlalchemy import update

from lms.base import clock
from lms.base.db import db, transaction
from lms.learning.attempt import Attempt
from tests.web.desk import SAVED, SENDINGS, Desk, desk, server, sign_in

__all__ = ["desk", "server"]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_each_change_is_saved_as_it_is_made(desk: Desk) -> None:
    desk.choose("pick", "alpha")
    desk.light().to_have_text(SAVED)
    desk.choose("pick", "beta")
    desk.turn_to(5)
    desk.page.fill("[data-question=word] [name=answer]", "Мой ответ")
    desk.light("word").to_have_text(SAVED)
    assert desk.stored() == {"pick": {"option": "beta"}, "word": {"text": "Мой ответ"}}
    expect(desk.page.locator("[data-mark=pick]")).to_have_class("done")


def test_without_a_network_one_goes_on_and_nothing_is_lost(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.choose("pick", "beta")
    desk.light().to_have_text("On this phone only")
    desk.turn_to(2)
    desk.choose("tick", "red", "green")
    desk.page.click("[data-question=tick] button.primary")
    desk.choose("truth", "false")
    assert desk.stored() == {}
    desk.page.context.set_offline(False)
    desk.light("truth").to_have_text(SAVED)
    assert desk.stored() == {
        "pick": {"option": "beta"},
        "tick": {"options": ["red", "green"]},
        "truth": {"option": "false"},
    }


def test_what_is_only_on_the_phone_survives_a_reload(desk: Desk) -> None:
    desk.page.evaluate("() => { window.fetch = () => Promise.reject(TypeError()); }")
    desk.choose("pick", "beta")
    desk.light().to_have_text("Not saved, trying again")
    assert desk.stored() == {}
    desk.page.reload()
    desk.light().to_have_text(SAVED)
    assert desk.page.is_checked("[data-question=pick] [value=beta]")
    assert desk.stored() == {"pick": {"option": "beta"}}
    assert desk.page.evaluate("localStorage.length") == 0


def test_an_answer_taken_back_after_a_lost_receipt_is_taken_back(desk: Desk) -> None:
    def lose_the_receipt(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.turn_to(2)
    desk.page.route(SENDINGS, lose_the_receipt)
    desk.choose("tick", "red")
    desk.light("tick").to_have_text("Not saved, trying again")
    desk.page.unroute(SENDINGS)
    desk.choose("tick", "red")
    desk.light("tick").to_have_text(SAVED)
    assert desk.stored() == {"tick": {}}


def test_whoever_is_signed_out_signs_in_and_goes_on(desk: Desk) -> None:
    desk.sign_out_elsewhere()
    desk.choose("pick", "beta")
    trouble = desk.page.locator("[data-trouble]")
    expect(trouble).to_contain_text("You are signed out.")
    tab = desk.page.context.new_page()
    sign_in(tab, desk.server, desk.name)
    tab.close()
    desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.light().to_have_text(SAVED)
    expect(trouble).to_be_hidden()
    assert desk.stored() == {"pick": {"option": "beta"}}


def test_nothing_is_handed_in_before_everything_has_arrived(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.choose("pick", "beta")
    desk.page.click("nav .actions button")
    trouble = desk.page.locator("[data-trouble]")
    expect(trouble).to_contain_text("1 of them are on this phone only")
    desk.page.context.set_offline(False)
    desk.light().to_have_text(SAVED)
    desk.page.click("nav .actions button")
    expect(desk.page.locator("h1")).to_have_text("Check your answers")
    desk.page.click("button.primary")
    expect(desk.page.locator("h1")).to_have_text("Not passed yet")


def test_what_is_no_answer_says_how_to_mend_it(desk: Desk) -> None:
    desk.turn_to(4)
    desk.page.fill("[data-question=days] [name=answer]", "soon")
    error = desk.page.locator("[data-question=days] [data-error]")
    expect(error).to_have_text("Write one number, for example 30 or 2.5.")
    desk.page.fill("[data-question=days] [name=answer]", "30")
    desk.light("days").to_have_text(SAVED)
    expect(error).to_be_hidden()
    assert desk.stored() == {"days": {"number": "30"}}


def test_when_the_time_is_up_the_screen_is_sent_first(desk: Desk) -> None:
    with desk.server.app.app_context(), transaction():
        running_out = update(Attempt).where(Attempt.key == desk.key)
        db.session.execute(running_out.values(ends_at=clock.now() + timedelta(seconds=5)))
    desk.page.route(SENDINGS, lambda route: route.abort())
    desk.page.goto(desk.page.url)
    expect(desk.page.locator("[data-time]")).to_have_text("Time left: 1 minute")
    desk.choose("pick", "beta")
    desk.light().to_have_text("Not saved, trying again")
    desk.page.unroute(SENDINGS)
    expect(desk.page.locator("h1")).to_have_text("Not passed yet", timeout=20000)
    assert desk.stored() == {"pick": {"option": "beta"}}


def test_a_wrong_clock_of_the_phone_changes_nothing(desk: Desk) -> None:
    with desk.server.app.app_context(), transaction():
        running_out = update(Attempt).where(Attempt.key == desk.key)
        db.session.execute(running_out.values(ends_at=clock.now() + timedelta(minutes=12)))
    desk.page.clock.set_fixed_time("2031-01-01T00:00:00Z")
    desk.page.goto(desk.page.url)
    expect(desk.page.locator("[data-time]")).to_have_text("Time left: 12 minutes")
    desk.choose("pick", "beta")
    desk.light().to_have_text(SAVED)


def test_a_page_drawn_just_before_an_answer_was_saved_shows_it_all_the_same(desk: Desk) -> None:
    before = desk.page.request.get(desk.page.url).text()
    desk.choose("pick", "beta")
    desk.light().to_have_text(SAVED)
    desk.page.route("**/attempts/*/", lambda route: route.fulfill(body=before, headers=HTML))
    desk.page.reload()
    assert desk.page.is_checked("[data-question=pick] [value=beta]")
    desk.light().to_have_text(SAVED)
    desk.choose("pick", "alpha")
    desk.light().to_have_text(SAVED)
    expect(desk.page.locator("[data-both]")).to_have_count(0)
    assert desk.stored() == {"pick": {"option": "alpha"}}
