"""The small course with a quiz that a trainer marks: a letter, a file, and one true or false."""

from lms.base.db import transaction
from lms.catalogue.edition import Edition
from lms.catalogue.operations import publish
from lms.courseware.bundle import Bundle
from tests.catalogue import bundles
from tests.catalogue.bundles import KEY

QUIZ = "end/essay"
LETTER = "I ask the head of the town to answer within thirty days."
ESSAY = """\
title: {en: Your own letter, ru: Ваше письмо}
policy: {attempts: 3, pass: 60}
questions:
  - key: letter
    type: long
    text: {en: Write an appeal., ru: Напишите обращение.}
    words: {least: 5, most: 200}
    rubric:
      - key: clear
        points: 2
        text: {en: Says what is asked for, ru: Сказано о чём просьба}
        description: {en: One request in one sentence., ru: Одна просьба одним предложением.}
      - {key: polite, text: {en: Is polite, ru: Вежливо}}
    feedback: {en: A good letter asks for one thing., ru: Хорошее письмо просит об одном.}
  - key: proof
    type: file
    text: {en: Send a proof., ru: Приложите подтверждение.}
    kinds: [txt, pdf, docx, png]
    megabytes: 1
    rubric:
      - {key: seen, text: {en: The date can be read, ru: Видна дата}}
    feedback: {en: Keep proofs., ru: Храните подтверждения.}
  - key: plain
    type: true-false
    answer: true
    text: {en: A reply takes thirty days., ru: Ответ дают за тридцать дней.}
    feedback: {en: By the law., ru: По закону.}
"""


def with_essay(course: Bundle, essay: str = ESSAY) -> Bundle:
    """Add the quiz that a trainer marks to the end of a course."""
    files = dict(course.items())
    last = b"      - lesson: last\n"
    files["course.yaml"] = files["course.yaml"].replace(last, last + b"      - quiz: essay\n")
    return Bundle(files | {"end/essay.quiz.yaml": essay.encode()})


def essay_bundle(key: str = KEY, old: str = "", new: str = "") -> Bundle:
    """Make the course; `old` may be replaced by `new` in the quizzes."""
    check = bundles.quiz().decode()
    assert old in ESSAY + check, old
    if old:
        check = check.replace(old, new)
    course = bundles.bundle(key, start__check_quiz_yaml=check.encode())
    return with_essay(course, ESSAY.replace(old, new) if old else ESSAY)


def essays_published(key: str = KEY, old: str = "", new: str = "") -> Edition:
    """Publish the course."""
    with transaction():
        return publish(essay_bundle(key, old, new)).edition
