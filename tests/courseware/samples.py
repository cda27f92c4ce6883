"""A small good course, and ways to spoil it."""

from collections.abc import Mapping

from lms.courseware.bundle import Bundle
from lms.courseware.problems import Problem
from lms.courseware.reader import check

COURSE = """\
key: law
languages: [en, ru]
title: {en: Law, ru: Право}
summary: {en: About law., ru: О праве.}
outcomes:
  - {en: Write an appeal., ru: Написать обращение.}
modules:
  - key: appeals
    title: {en: Appeals, ru: Обращения}
    summary: {en: How to write., ru: Как писать.}
    items:
      - lesson: registration
      - quiz: check
  - key: courts
    title: {en: Courts, ru: Суды}
    summary: {en: The last step., ru: Последний шаг.}
    items:
      - lesson: claim
completion: all
"""
LESSON = """\
---
title: {title}
minutes: 6
law_as_of: 2026-11-01
review_by: 2027-05-01
sources:
  - "59-FZ, art. 8"
  - label: Constitution
    url: https://example.org/const
terms:
  - term: appeal
    meaning: A paper.
action: Write it down.
---
## {title}

Text with a ![ladder of steps](files/ladder.svg) and [next](lesson:courts/claim).

[The form](files/form.pdf)
"""
CLAIM = """\
---
title: {title}
minutes: 3
---
## {title}

Only text.
"""
QUIZ = """\
title: {en: Check, ru: Проверка}
intro: {en: "Some *questions*.", ru: "Несколько *вопросов*."}
policy:
  attempts: 3
  pass: 80
  time_limit: none
questions:
  - key: mail
    type: single
    lesson: registration
    source: 59-FZ art. 7
    text: {en: Which way?, ru: Каким путём?}
    options:
      - {key: portal, correct: true, text: {en: Portal, ru: Портал}}
      - {key: email, text: {en: "E-mail, no", ru: "Почта, нет"}, feedback: {en: Trap., ru: Капкан}}
      - {key: none-of-these, text: {en: None of these, ru: Ничего из этого}, keep_last: true}
    feedback: {en: Because SECRET., ru: Потому что.}
  - key: parts
    type: multiple
    marks: 3
    text: {en: Which parts?, ru: Какие части?}
    options:
      - {key: name, correct: true, text: {en: Name, ru: Имя}}
      - {key: date, correct: true, text: {en: Date, ru: Дата}}
      - {key: seal, text: {en: Seal, ru: Печать}}
      - {key: stamp, text: {en: Stamp, ru: Штамп}}
    feedback: {en: Two., ru: Две.}
  - key: free
    type: true-false
    answer: true
    text: {en: It is free., ru: Это бесплатно.}
    feedback: {en: Yes., ru: Да.}
  - key: days
    type: number
    answer: 30
    tolerance: 0.5
    unit: {en: days, ru: дней}
    text: {en: How long?, ru: Сколько?}
    feedback: {en: Thirty., ru: Тридцать.}
  - key: word
    type: short
    accept: {en: [reply, answer], ru: [ответ, счёт]}
    text: {en: What comes?, ru: Что придёт?}
    feedback: {en: A reply., ru: Ответ.}
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">'
    '<path d="M0 0h10" fill="url(#a)"/><text>Шаг</text></svg>'
)

FILES: Mapping[str, str] = {
    "course.yaml": COURSE,
    "appeals/registration.en.md": LESSON.format(title="Registration"),
    "appeals/registration.ru.md": LESSON.format(title="Регистрация"),
    "appeals/check.quiz.yaml": QUIZ,
    "courts/claim.en.md": CLAIM.format(title="Claim"),
    "courts/claim.ru.md": CLAIM.format(title="Иск"),
    "files/ladder.svg": SVG,
    "files/form.pdf": "%PDF-1.7 a form",
}


def good() -> Bundle:
    """Give the good course."""
    return bundle_of({})


def bundle_of(changes: Mapping[str, str | bytes | None]) -> Bundle:
    """Give the good course with files replaced, added or (None) taken away."""
    files = {**FILES, **changes}
    return Bundle(
        {
            path: content if isinstance(content, bytes) else content.encode()
            for path, content in files.items()
            if content is not None
        }
    )


def spoilt(path: str, old: str, new: str, *, every: bool = False) -> Bundle:
    """Give the good course with `old` replaced by `new` once, or everywhere, in one file."""
    before = FILES[path]
    assert old in before, old
    return bundle_of({path: before.replace(old, new, -1 if every else 1)})


def problems_of(course: Bundle) -> list[Problem]:
    """Give what there is to mend in a bundle."""
    return check(course)[1]


def codes_of(course: Bundle) -> list[str]:
    """Give the codes of what there is to mend."""
    return [problem.code for problem in problems_of(course)]
