"""Boris learns: from the front door through a module to its quiz and his progress, by phone."""

from playwright.sync_api import expect

from lms.accounts.queries import user_named
from tests import cast
from tests.journeys import paper
from tests.journeys.stage import Stage, Walk

FIRST = f"/courses/{paper.COURSE}/{paper.MODULE}"


def sign_up(walk: Walk, username: str) -> None:
    """Join by the form, with the two fields that are enough."""
    walk.page.goto("/")
    walk.eye.look("home-guest")
    walk.follow("Sign up")
    walk.eye.look("sign-up")
    walk.write("Username", username)
    walk.write("Password", cast.PASSWORD)
    walk.follow("Sign up")
    walk.sees("Your account is ready, and you are signed in.")
    walk.eye.look("home-newcomer")


def enrol(walk: Walk, title: str) -> None:
    """Find the course, read about it, go in."""
    walk.follow("See the courses")
    walk.eye.look("catalogue")
    walk.open(title)
    walk.eye.look("course")
    walk.follow("Enrol in this course")
    walk.sees("You are in. Start with the first lesson whenever you like.")
    walk.eye.look("course-enrolled")


def read_the_module(walk: Walk, stage: Stage, locale: str) -> None:
    """Read lesson after lesson, each marked as read, until the quiz stands there."""
    *lessons, _quiz = paper.syllabus(stage).module(paper.MODULE).items
    walk.open(lessons[0].title.in_(locale))
    for number, lesson in enumerate(lessons):
        expect(walk.page.get_by_role("heading", level=1)).to_have_text(lesson.title.in_(locale))
        walk.eye.look(f"lesson-{number}")
        walk.follow("I have read it, go on")
    walk.page.wait_for_url(f"**{paper.ADDRESS}")


def test_boris_takes_the_first_module(stage: Stage, locale: str) -> None:
    username = f"boris-learns-{locale}"
    asked = paper.questions(stage)
    with stage.guest(locale) as walk:
        walk.eye.names |= set(username.split("-"))
        sign_up(walk, username)
        with stage.app.app_context():
            person_id = user_named(username).id
        enrol(walk, paper.syllabus(stage).title.in_(locale))
        read_the_module(walk, stage, locale)
        walk.eye.look("quiz")
        walk.follow("Start")
        take_it_over_a_bad_line(walk, stage, person_id)
        walk.eye.look("submission")
        walk.follow("Hand in %(num)s answer", "Hand in %(num)s answers", num=len(asked))
        expect(walk.page.get_by_role("heading", level=1)).to_have_text(walk.say("Passed"))
        for question in asked:
            walk.reads(paper.plain(question.text.in_(locale)))
        walk.eye.look("review")
        walk.page.goto("/me/progress/")
        walk.sees("%(done)s of %(total)s", done=6, total=12)
        walk.eye.look("progress")
        walk.page.goto("/")
        walk.eye.look("home-learner")
        walk.page.goto("/me/")
        walk.eye.look("mine-learner")


def take_it_over_a_bad_line(walk: Walk, stage: Stage, person_id: int) -> None:
    """Answer, lose the network, answer on, come back: every answer arrives, once it can."""
    page, say, asked = walk.page, walk.say, paper.questions(stage)
    key = paper.key_of(page)
    for question in asked[:3]:
        paper.fill(page, question)
        expect(paper.light(page, question)).to_have_attribute("data-state", "saved")
        walk.click("Save and go on")
    walk.eye.look("attempt")
    page.context.set_offline(True)
    for question in asked[3:6]:
        paper.fill(page, question)
        expect(paper.light(page, question)).to_have_text(say("On this phone only"))
        walk.click("Save and go on")
    assert paper.saved(stage, person_id, key) == paper.right(asked[:3])
    page.context.set_offline(False)
    walk.eye.forgive("ERR_INTERNET_DISCONNECTED")
    expect(paper.light(page, asked[5])).to_have_attribute("data-state", "saved")
    for question in asked[6:]:
        paper.fill(page, question)
        expect(paper.light(page, question)).to_have_attribute("data-state", "saved")
        if question is not asked[-1]:
            walk.click("Save and go on")
    walk.follow("Save and check")
    walk.sees("Every question has an answer.")
    assert paper.saved(stage, person_id, key) == paper.right(asked)
