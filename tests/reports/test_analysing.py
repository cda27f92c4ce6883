"""What is computed of quizzes: pooled by version, first attempts or all, safe at any time."""

from datetime import timedelta
from threading import Thread

import numpy as np
import pytest
from sqlalchemy import select

from lms.base.db import db, transaction
from lms.catalogue.operations import publish
from lms.reports.questions import operations
from lms.reports.questions.analysis import Analysis
from lms.reports.questions.figures import QuizFigures, loaded
from lms.reports.questions.operations import gathered, quizzes_handed_in, seconds_taken, store
from lms.reports.questions.versions import version_of
from tests.catalogue.bundles import KEY, bundle, published, quiz
from tests.reports.crowd import KEYS, OPTIONS, PAGE, QUIZ, Sat, crowd, hand_in, settled
from tests.reports.population import AT

pytestmark = pytest.mark.both_engines
CLOSE = 1e-9


def analysed(basis: str = "first") -> QuizFigures:
    """Analyse everything and read what was stored."""
    for handed in quizzes_handed_in():
        found = gathered(handed)
        with transaction():
            store(handed, found)
    (analysis,) = db.session.scalars(select(Analysis))
    return loaded(analysis.figures[basis])


def version(edition, key: str) -> str:
    syllabus = operations.syllabus_of(edition.id, edition.digest)
    return version_of(syllabus.item_at(QUIZ).question(key))


def reworded(old: str, new: str):
    """Publish the small course with one change in its quiz."""
    text = quiz().decode()
    assert old in text
    with transaction():
        return publish(bundle(start__check_quiz_yaml=text.replace(old, new).encode())).edition


@pytest.fixture
def edition(app):
    return published()


def test_a_thousand_learners_have_the_figures_of_numpy(edition, monkeypatch):
    monkeypatch.setattr(operations, "BATCH", 300)
    sittings = crowd(1_000)
    hand_in(edition, settled(edition, 1_000), sittings)
    figures = analysed()
    raw = np.array([sitting.marks for sitting in sittings])
    whole = raw.sum(axis=1)
    assert figures.attempts == 1_000
    assert figures.mean == pytest.approx((whole / 5).mean(), abs=CLOSE)
    assert figures.deviation == pytest.approx((whole / 5).std(ddof=1), abs=CLOSE)
    alpha = 5 / 4 * (1 - raw.var(axis=0, ddof=1).sum() / whole.var(ddof=1))
    assert figures.alpha == pytest.approx(alpha, abs=CLOSE)
    assert figures.error_ratio == pytest.approx(np.sqrt(1 - alpha), abs=CLOSE)
    for place, key in enumerate(KEYS):
        ours, own = figures.questions[version(edition, key)], raw[:, place]
        rest = whole - own
        greatest = np.cov(np.sort(own), np.sort(rest))[0, 1]
        assert ours.facility == pytest.approx(own.mean(), abs=CLOSE)
        assert ours.discrimination == pytest.approx(np.corrcoef(own, rest)[0, 1], abs=CLOSE)
        assert ours.efficiency == pytest.approx(np.cov(own, rest)[0, 1] / greatest, abs=CLOSE)


def test_answers_are_counted_by_option_and_by_common_text(edition):
    sittings = crowd(200)
    hand_in(edition, settled(edition, 200), sittings)
    figures = analysed()
    picked = figures.questions[version(edition, "pick")]
    chosen = [sitting.payloads["pick"]["option"] for sitting in sittings]
    counts = {f"={key}": chosen.count(key) for key in OPTIONS["pick"]}
    assert picked.given == {part: count for part, count in counts.items() if count}
    word = figures.questions[version(edition, "word")]
    texts = [str(sitting.payloads.get("word", {}).get("text", "")) for sitting in sittings]
    assert word.blank == texts.count("")
    assert word.given == {
        "=right": sum(text in ("AcceptedCanary", "Приемка") for text in texts),
        "~almost": texts.count("almost") + texts.count("Almost "),
    }


def test_the_first_attempt_counts_unless_all_are_asked_for(edition):
    people = settled(edition, 20)
    nothing = crowd(20)
    for sitting in nothing:
        sitting.payloads = {}
    hand_in(edition, people, nothing)
    right = {"pick": {"option": "beta"}}
    hand_in(edition, people, [Sat(0, right, []) for _ in people], number=2)
    key = version(edition, "pick")
    assert analysed("first").questions[key].facility == 0
    assert analysed("all").questions[key].facility == 0.5
    assert (analysed("first").attempts, analysed("all").attempts) == (20, 40)


def test_equal_questions_are_pooled_over_editions_and_changed_ones_are_not(edition):
    hand_in(edition, settled(edition, 30), crowd(30, seed=2))
    second = reworded("Beta, ru", "Better, ru")
    hand_in(second, settled(second, 20), crowd(20, seed=3))
    figures = analysed()
    old, new = version(edition, "pick"), version(second, "pick")
    assert old != new
    assert (figures.questions[old].answers, figures.questions[new].answers) == (30, 20)
    assert figures.questions[version(edition, "truth")].answers == 50
    assert figures.compared == 30


def test_another_explanation_is_the_same_question(edition):
    assert version(reworded("KEY-CANARY-SINGLE", "Why so"), "pick") == version(edition, "pick")


def test_another_key_is_another_version(edition):
    changed = reworded("answer: false", "answer: true")
    assert version(changed, "truth") != version(edition, "truth")


def test_the_time_before_a_save_belongs_to_the_question(edition):
    sittings = crowd(9)
    hand_in(edition, settled(edition, 9), sittings)
    times = analysed().questions[version(edition, "pick")]
    assert (times.seconds, times.timed) == (PAGE, 9)


def at(seconds: float):
    return AT + timedelta(seconds=seconds)


def save(question: str, seconds: float):
    return (1, question, False, at(seconds), "{}")


def test_times_are_told_only_where_they_are_honest():
    saves = [save("a", 10), save("b", 40), save("a", 45)]
    assert seconds_taken(AT, saves) == {"a": 15, "b": 30}
    queued = [save("a", 500), save("b", 500.2)]
    assert seconds_taken(AT, queued) == {}
    typed = [save("a", 5), save("a", 5.3), save("b", 9)]
    assert seconds_taken(AT, typed) == {"a": 5, "b": 3}
    away = [save("a", 10), save("b", 4_000), save("c", 4_020)]
    assert seconds_taken(AT, away) == {"a": 10, "c": 20}
    assert seconds_taken(AT, []) == {}


def test_only_what_changed_is_analysed_again(edition):
    people = settled(edition, 4)
    hand_in(edition, people[:3], crowd(3))
    assert [handed.quiz for handed in quizzes_handed_in(changed=True)] == [QUIZ]
    analysed()
    assert quizzes_handed_in(changed=True) == []
    hand_in(edition, people[3:], crowd(1))
    assert [handed.attempts for handed in quizzes_handed_in(KEY, changed=True)] == [4]
    assert quizzes_handed_in("networking") == []


def test_a_repeat_changes_nothing(edition):
    hand_in(edition, settled(edition, 40), crowd(40))
    assert analysed() == analysed()


def test_of_two_at_once_the_one_that_saw_more_is_kept(edition):
    people = settled(edition, 10)
    hand_in(edition, people[:4], crowd(4))
    (early,) = quizzes_handed_in()
    slow = gathered(early)
    hand_in(edition, people[4:], crowd(6))
    assert analysed().attempts == 10
    with transaction():
        store(early, slow)
    (analysis,) = db.session.scalars(select(Analysis))
    assert loaded(analysis.figures["first"]).attempts == analysis.attempts == 10


def test_two_at_once_leave_one_analysis(real_app):
    with real_app.app_context():
        edition = published()
        hand_in(edition, settled(edition, 30), crowd(30))
        db.session.remove()

    def run() -> None:
        with real_app.app_context():
            told.append(analysed().attempts)
            db.session.remove()

    told: list[int] = []
    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [30] * 4
