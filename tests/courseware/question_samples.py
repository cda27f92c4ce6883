"""One question of every kind, as its author writes it, with what nobody may see too early."""

from types import MappingProxyType
from typing import NamedTuple

from lms.courseware.bundle import Bundle
from lms.courseware.questions import Question
from lms.courseware.reader import read
from lms.courseware.syllabus import Quiz
from tests.catalogue import bundles

FILE = "start/check.quiz.yaml"
HEAD = """\
title: {en: Every kind, ru: Все виды}
questions:
"""
TAIL = """\
    lesson: one
    source: SOURCE-CANARY
    feedback: {en: WHY-CANARY, ru: WHY-CANARY}
"""


class Sample(NamedTuple):
    """A question; `secrets` are texts only its review may hold, beside those of all."""

    written: str
    secrets: tuple[str, ...] = ()


SAMPLES = MappingProxyType(
    {
        "single": Sample(
            """\
  - key: which
    type: single
    text: {en: Which one?, ru: Который?}
    options:
      - {key: moon, text: {en: The moon, ru: Луна}, feedback: {en: TRAP-CANARY, ru: TRAP-CANARY}}
      - {key: sun, correct: true, text: {en: The sun, ru: Солнце}}
      - {key: neither, keep_last: true, text: {en: Neither, ru: Ни то ни другое}}
""",
            ("TRAP-CANARY",),
        ),
        "multiple": Sample(
            """\
  - key: several
    type: multiple
    marks: 2
    credit: per-option
    text: {en: Which of them?, ru: Какие из них?}
    options:
      - {key: oak, correct: true, text: {en: Oak, ru: Дуб}}
      - {key: carp, text: {en: Carp, ru: Карп}, feedback: {en: TRAP-CANARY, ru: TRAP-CANARY}}
      - {key: birch, correct: true, text: {en: Birch, ru: Берёза}}
      - {key: pike, text: {en: Pike, ru: Щука}}
""",
            ("TRAP-CANARY", "per-option"),
        ),
        "true-false": Sample(
            """\
  - key: truth
    type: true-false
    answer: false
    text: {en: Snow is black., ru: Снег чёрный.}
"""
        ),
        "number": Sample(
            """\
  - key: number
    type: number
    answer: 737373
    tolerance_percent: 1.625
    unit: {en: days, ru: дней}
    text: {en: How many?, ru: Сколько?}
""",
            ("737373", "1.625"),
        ),
        "short": Sample(
            """\
  - key: word
    type: short
    accept: {en: ["acceptedcanary*"], ru: ["приёмочное слово*"]}
    text: {en: Which word?, ru: Какое слово?}
""",
            ("acceptedcanary", "приёмочное"),
        ),
        "matching": Sample(
            """\
  - key: pairs
    type: matching
    text: {en: Who does what?, ru: Кто что делает?}
    parts:
      - {key: baker, text: {en: The *baker*, ru: "*Пекарь*"}, match: bread}
      - {key: smith, text: {en: The smith, ru: Кузнец}, match: horseshoe}
      - {key: potter, text: {en: The potter, ru: Гончар}, match: jug}
    options:
      - {key: bread, text: {en: Bread, ru: Хлеб}}
      - {key: horseshoe, text: {en: A horseshoe, ru: Подкову}}
      - {key: jug, text: {en: A jug, ru: Кувшин}}
      - {key: nothing, keep_last: true, text: {en: None of these, ru: Ничего из этого}}
"""
        ),
        "ordering": Sample(
            """\
  - key: steps
    type: ordering
    text: {en: What comes first?, ru: Что сначала?}
    items:
      - {key: dawn, text: {en: Dawn, ru: Рассвет}}
      - {key: noon, text: {en: "*Noon*", ru: "*Полдень*"}}
      - {key: dusk, text: {en: Dusk, ru: Сумерки}}
      - {key: midnight, text: {en: Midnight, ru: Полночь}}
"""
        ),
        "gap": Sample(
            """\
  - key: gaps
    type: gap
    text: {en: Fill the gaps., ru: Заполните пропуски.}
    passage:
      en: "A year has [[months]] months and *four* [[parts]].\\n\\nThe shortest is [[short]]."
      ru: "Самый короткий месяц — [[short]].\\n\\nВ году [[months]] месяцев и *четыре* [[parts]]."
    gaps:
      - {key: months, accept: {en: [twelve, "12"], ru: [двенадцать, "12"]}}
      - key: parts
        options:
          - {key: seasons, correct: true, text: {en: seasons, ru: времени года}}
          - {key: weeks, text: {en: weeks, ru: недели}}
          - {key: rivers, text: {en: rivers, ru: реки}}
      - {key: short, accept: {en: [februarycanary], ru: [февральпримета]}}
""",
            ("februarycanary", "февральпримета", "twelve", "двенадцать"),
        ),
        "long": Sample(
            """\
  - key: letter
    type: long
    words: {least: 3, most: 40}
    text: {en: Write a letter., ru: Напишите письмо.}
    rubric:
      - {key: clear, points: 2, text: {en: It is clear, ru: Понятно}}
      - key: polite
        text: {en: It is polite, ru: Вежливо}
        description: {en: A *kind* word., ru: "*Доброе* слово."}
"""
        ),
        "file": Sample(
            """\
  - key: proof
    type: file
    marks: 2
    kinds: [pdf, txt]
    megabytes: 3
    text: {en: Send a proof., ru: Приложите подтверждение.}
    rubric:
      - {key: seen, points: 3, text: {en: The date can be read, ru: Видна дата}}
"""
        ),
    }
)
FOR_ALL = ("WHY-CANARY", "SOURCE-CANARY")


def written(*types: str) -> str:
    """Write a quiz of the samples of some kinds, of all unless told."""
    samples = (SAMPLES[kind].written + TAIL for kind in types or SAMPLES)
    return HEAD + "".join(samples)


def bundle(text: str | None = None, key: str = bundles.KEY) -> Bundle:
    """Make the small course with this quiz in it."""
    return bundles.bundle(key, start__check_quiz_yaml=(text or written()).encode())


def quiz(text: str | None = None) -> Quiz:
    """Read the quiz."""
    return read(bundle(text)).quizzes[0]


def question(kind: str) -> Question:
    """Read the sample of a kind."""
    return quiz(written(kind)).questions[0]


def spoilt(kind: str, old: str, new: str) -> Bundle:
    """Make the course with the sample of a kind, `old` replaced by `new` in it."""
    text = written(kind)
    assert old in text, old
    return bundle(text.replace(old, new))
