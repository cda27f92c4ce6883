"""A small course with everything in it, for tests of what is built on courses."""

from collections.abc import Mapping

from lms.base.db import transaction
from lms.catalogue.edition import Edition
from lms.catalogue.operations import publish
from lms.courseware.bundle import Bundle

KEY = "legal-mechanisms"  # the course Anna of the cast teaches
CANARIES = (
    "KEY-CANARY-SINGLE",
    "KEY-CANARY-MULTIPLE",
    "KEY-CANARY-TRUTH",
    "KEY-CANARY-NUMBER",
    "KEY-CANARY-SHORT",
    "WHY-CANARY-OPTION",
    "SOURCE-CANARY",
    "424242",
    "acceptedcanary",
)

COURSE = """\
key: {key}
languages: [en, ru]
title: {{en: Small course, ru: Малый курс}}
summary: {{en: Two modules to try things on., ru: Два модуля для проверки.}}
outcomes:
  - {{en: Know what an appeal is., ru: Знать обращение.}}
modules:
  - key: start
    title: {{en: The start, ru: Начало}}
    summary: {{en: First steps., ru: Первые шаги.}}
    items:
      - lesson: one
      - lesson: two
      - quiz: check
  - key: end
    title: {{en: The end, ru: Конец}}
    summary: {{en: Last steps., ru: Последние шаги.}}
    items:
      - lesson: last
completion: all
"""

LESSON = """\
---
title: "{title}"
minutes: 3
law_as_of: {law_as_of}
review_by: {review_by}
sources:
  - "59-FZ of 02.05.2006, art. 8"
  - label: "A page of the state"
    url: "https://example.org/law"
terms:
  - term: "{term}"
    meaning: "{meaning}"
action: "{action}"
---
{text}

![{alt}](files/dot.svg)
"""

DOT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10">'
    b'<circle cx="5" cy="5" r="4" fill="#0a5"/></svg>\n'
)

QUIZ = """\
title: {{en: Check yourself, ru: Проверьте себя}}
intro: {{en: A few questions., ru: Несколько вопросов.}}
policy:
{policy}
questions:
  - key: pick
    type: single
    lesson: one
    source: SOURCE-CANARY
    text: {{en: Pick the right one., ru: Выберите верное.}}
    options:
      - {{key: alpha, text: {{en: Alpha, ru: Альфа}}, feedback: {{en: WHY-CANARY-OPTION, ru: А}}}}
      - {{key: beta, correct: true, text: {{en: Beta, ru: Бета}}}}
      - {{key: none-of-these, keep_last: true, text: {{en: None of these, ru: Ничего из этого}}}}
    feedback: {{en: KEY-CANARY-SINGLE, ru: Пояснение 1}}
  - key: tick
    type: multiple
    lesson: one
    text: {{en: Tick what applies., ru: Отметьте верное.}}
    options:
      - {{key: red, correct: true, text: {{en: Red, ru: Красный}}}}
      - {{key: green, correct: true, text: {{en: Green, ru: Зелёный}}}}
      - {{key: blue, text: {{en: Blue, ru: Синий}}, feedback: {{en: WHY-CANARY-OPTION, ru: А}}}}
      - {{key: pink, correct: true, text: {{en: Pink, ru: Розовый}}}}
    feedback: {{en: KEY-CANARY-MULTIPLE, ru: Пояснение 2}}
  - key: truth
    type: true-false
    lesson: two
    answer: false
    text: {{en: The moon is made of cheese., ru: Луна сделана из сыра.}}
    feedback: {{en: KEY-CANARY-TRUTH, ru: Пояснение 3}}
  - key: days
    type: number
    lesson: two
    answer: 424242
    unit: {{en: days, ru: дней}}
    text: {{en: How many days?, ru: Сколько дней?}}
    feedback: {{en: KEY-CANARY-NUMBER, ru: Пояснение 4}}
  - key: word
    type: short
    lesson: two
    accept: {{en: [acceptedcanary], ru: [приёмка]}}
    text: {{en: Which word?, ru: Какое слово?}}
    feedback: {{en: KEY-CANARY-SHORT, ru: Пояснение 5}}
"""

RIGHT = {
    "pick": ["beta"],
    "tick": ["red", "green", "pink"],
    "truth": ["false"],
    "days": ["424242"],
    "word": ["AcceptedCanary"],
}
LAW = ("2026-11-01", "2099-05-01")
POLICY = {"attempts": "3", "pass": "80"}


def lesson(language: str, number: str, law: tuple[str, str] = LAW) -> bytes:
    """Write one lesson in one language; `law` is the day it tells of and the day of review."""
    words = {
        "en": ("Lesson", "appeal", "What you write.", "Write one.", "Text of", "A dot"),
        "ru": ("Урок", "обращение", "То, что пишут.", "Напишите одно.", "Текст", "Точка"),
    }
    title, term, meaning, action, text, alt = words[language]
    return LESSON.format(
        title=f"{title} {number}",
        law_as_of=law[0],
        review_by=law[1],
        term=term,
        meaning=meaning,
        action=action,
        text=f"{text} **{number}**.",
        alt=alt,
    ).encode()


def quiz(policy: Mapping[str, str] | None = None) -> bytes:
    """Write the quiz with another policy than the usual one."""
    lines = [f"  {name}: {value}" for name, value in (policy or POLICY).items()]
    return QUIZ.format(policy="\n".join(lines)).encode()


def bundle(key: str = KEY, policy: Mapping[str, str] | None = None, **changes: bytes) -> Bundle:
    """Make the small course; `changes` replace files, `__` standing for `/` and `_` for `.`."""
    files = {
        "course.yaml": COURSE.format(key=key).encode(),
        "files/dot.svg": DOT,
        "start/check.quiz.yaml": quiz(policy),
    }
    for language in ("en", "ru"):
        files[f"start/one.{language}.md"] = lesson(language, "one")
        files[f"start/two.{language}.md"] = lesson(language, "two")
        files[f"end/last.{language}.md"] = lesson(language, "last")
    for name, content in changes.items():
        files[name.replace("__", "/").replace("_", ".")] = content
    return Bundle(files)


STORY = """\
title: {en: A knock on the door, ru: Стук в дверь}
role: {en: ROLE-CANARY chair, ru: Председатель}
minutes: 5
context: {en: CONTEXT-CANARY invented, ru: Придуманный случай}
scales:
  - {key: trust, title: {en: Trust, ru: Доверие}}
start: door
nodes:
  - key: door
    text: {en: You stand at a door., ru: Вы у двери.}
    choices:
      - key: knock
        text: {en: Knock politely, ru: Постучать}
        to: room
        effects: {trust: 1}
        consequence: {en: It opens at once., ru: Открывают.}
      - key: shout
        text: {en: Shout loudly, ru: Кричать}
        to: street
        effects: {trust: -3}
        consequence: {en: It stays shut., ru: Не открывают.}
  - key: room
    text: {en: You stand in a room., ru: Вы в комнате.}
    choices:
      - key: ask
        text: {en: Ask for a date, ru: Спросить о дате}
        to: done
        effects: {trust: 2}
        consequence: {en: They name a day., ru: Называют день.}
      - key: leave
        text: {en: Leave again, ru: Уйти}
        to: street
        consequence: {en: You go., ru: Вы уходите.}
endings:
  - key: done
    rank: best
    text: {en: It is written down., ru: Записано.}
  - key: street
    rank: poor
    text: {en: You are in the street., ru: Вы на улице.}
"""


def with_story(key: str = KEY) -> Bundle:
    """Make the small course with a scenario as the last item of its first module."""
    course = COURSE.replace(
        "      - quiz: check\n", "      - quiz: check\n      - scenario: story\n"
    )
    story = {"start__story_scenario_yaml": STORY.encode()}
    return bundle(key, course_yaml=course.format(key=key).encode(), **story)


def published(key: str = KEY, policy: Mapping[str, str] | None = None) -> Edition:
    """Publish the small course."""
    with transaction():
        return publish(bundle(key, policy)).edition
