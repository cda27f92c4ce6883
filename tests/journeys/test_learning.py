"""Boris learns: from the front door through a module to its quiz and his progress, by phone."""

from playwright.sync_api import expect

from lms.accounts.queries import user_named
from lms.courseware.questions import Question
from tests import cast
from tests.journeys import paper
from tests.journeys.stage import Stage, Walk

LOOKED_AT = 2  # lessons: the first has a table, the second a drawing


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
        if number < LOOKED_AT:
            walk.eye.look(f"lesson-{number}")
        walk.follow("I have read it, go on")
    walk.page.wait_for_url(f"**{paper.ADDRESS}")


def test_boris_takes_the_first_module(stage: Stage, locale: str) -> None:
    username = f"boris-{locale}"
    asked = paper.questions(stage)
    with stage.guest(locale) as walk:
        sign_up(walk, username)
        with stage.app.app_context():
            person_id = user_named(username).id
        enrol(walk, paper.syllabus(stage).title.in_(locale))
        read_the_module(walk, stage, locale)
        walk.eye.look("quiz")
        walk.follow("Start")
        walk = take_it_over_a_bad_line(walk, stage, person_id)
        walk.eye.look("submission")
        walk.follow("Hand in %(num)s answer", "Hand in %(num)s answers", num=len(asked))
        expect(walk.page.get_by_role("heading", level=1)).to_have_text(walk.say("Passed"))
        expect(walk.page.locator(".question > p .badge.done")).to_have_count(len(asked))
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


def take_it_over_a_bad_line(walk: Walk, stage: Stage, person_id: int) -> Walk:
    """Answer, lose the network, answer on, close the page; later it all arrives.

    Gives the tab in which the rest is done.
    """
    asked, key = paper.questions(stage), paper.key_of(walk.page)
    for question in asked[:3]:
        answer(walk, question, "saved")
    walk.eye.look("attempt")
    walk.page.context.set_offline(True)
    for question in asked[3:6]:
        answer(walk, question, "device")
    expect(paper.light(walk.page, asked[5])).to_have_text(walk.say("On this phone only"))
    assert paper.saved(stage, person_id, key) == paper.right(asked[:3], walk.eye.locale)
    walk.page.close()
    walk.page.context.set_offline(False)
    later = stage.tab(walk.page.context, walk.eye.locale)
    later.page.goto(paper.ADDRESS)
    later.follow("Go on with attempt %(number)s", number=1)
    for question in asked[3:6]:
        expect(paper.light(later.page, question)).to_have_attribute("data-state", "saved")
    assert paper.saved(stage, person_id, key) == paper.right(asked[:6], walk.eye.locale)
    later.page.locator("ol.numbers button").nth(6).click()
    for question in asked[6:]:
        answer(later, question, "saved")
    later.sees("Every question has an answer.")
    assert paper.saved(stage, person_id, key) == paper.right(asked, walk.eye.locale)
    return later


def answer(walk: Walk, question: Question, state: str) -> None:
    """Answer the question on the screen, see where the answer is, and go on."""
    paper.fill(walk.page, question)
    expect(paper.light(walk.page, question)).to_have_attribute("data-state", state)
    on = paper.form_of(walk.page, question).locator("button.primary")
    on.click()
