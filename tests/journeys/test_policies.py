"""Anna gives somebody more time on her phone; Boris checks an answer, gets a hint, tries again."""

from dataclasses import replace

from lms.accounts.person import Person
from lms.accounts.roles import Grant, Role, Scope
from lms.base import clock
from lms.base.db import transaction
from lms.learning.operations.enrolling import enrol
from tests import cast
from tests.journeys.stage import PHONE, Stage, part

COURSE = "networking"
QUIZ = f"/courses/{COURSE}/why-cooperate/check/"


# The names of each language stay in a course of their own.
TAUGHT = {"en": "mass-media", "ru": "negotiation"}


def learner(stage: Stage, locale: str, course: str) -> str:
    """Somebody in the course; the username."""
    one = part(cast.BORIS, locale)
    username = f"{one.username}.{len(stage.ids)}"
    person_id = stage.join(cast.Part(username, one.display_name, locale))
    with stage.app.app_context(), transaction():
        enrol(Person(person_id, username, one.display_name, locale, 0), course, clock.now())
    return username


def test_anna_sets_dates_and_gives_more_time(stage: Stage, locale: str) -> None:
    course = TAUGHT[locale]
    learner(stage, locale, course)
    grants = (Grant(Role.TRAINER, Scope.COURSE, course),)
    anna = replace(part(cast.ANNA, locale), username=f"clock.{locale}", grants=grants)
    stage.join(anna)
    with stage.person(anna.username, locale, PHONE) as walk:
        walk.page.goto(f"/teach/{course}/")
        walk.follow("Quizzes and dates")
        walk.eye.look("teach-quizzes")
        walk.follow("Set the dates")
        walk.eye.look("teach-dates")
        walk.write("Hard end", "2099-12-05T12:00")
        walk.follow("Set the dates")
        walk.sees("The dates are set and hold from now on.")
        walk.page.goto(f"/teach/{course}/")
        walk.page.locator("input[name=person]").first.check()
        walk.follow("More time or another attempt for those ticked")
        walk.write("More minutes", "15")
        walk.eye.look("teach-override")
        walk.write("Reason", "…")
        walk.follow("Let it hold")
        walk.sees("in force")
        walk.eye.look("teach-overrides")
        walk.page.locator("main details.confirm summary").first.click()
        with walk.page.expect_navigation():
            walk.page.locator("main details.confirm form button").first.click()
        walk.sees("withdrawn")


def test_boris_checks_and_tries_again(stage: Stage, locale: str) -> None:
    with stage.person(learner(stage, locale, COURSE), locale, PHONE) as walk:
        walk.page.goto(QUIZ)
        walk.eye.look("quiz-interactive")
        walk.follow("Start")
        question = walk.page.locator("form[data-question]:visible")
        question.locator("input[value=old-friends]").check()
        walk.follow("Check")
        walk.sees("Hint")
        walk.eye.look("quiz-hint")
        question.locator("input[value=acquaintance]").check()
        walk.follow("Check again")
        walk.sees("Right")
        assert question.locator("input[name=answer]").count() == 0
        walk.eye.look("quiz-locked")
        walk.click("Go on")
        assert walk.page.locator("form[data-number='2']").is_visible()
