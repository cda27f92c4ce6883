"""A small scenario, and ways to spoil it."""

from collections.abc import Mapping

from lms.courseware.bundle import Bundle
from tests.courseware.samples import COURSE, bundle_of

FILE = "appeals/story.scenario.yaml"
SCENARIO = """\
title: {en: A story, ru: История}
role: {en: A chair, ru: Председатель}
minutes: 7
context: {en: An invented case., ru: Придуманный случай.}
scales:
  - {key: trust, title: {en: Trust, ru: Доверие}}
  - {key: days, title: {en: Days left, ru: Осталось дней}, start: 30}
start: door
nodes:
  - key: door
    text: {en: A *door*., ru: '*Дверь*.'}
    choices:
      - key: knock
        text: {en: Knock, ru: Постучать}
        to: room
        effects: {trust: 1, days: -2}
        consequence: {en: It opens., ru: Открывают.}
      - key: shout
        text: {en: Shout, ru: Кричать}
        to: street
        effects: {trust: -3}
        consequence: {en: It stays shut., ru: Не открывают.}
  - key: room
    text: {en: A room., ru: Комната.}
    choices:
      - key: ask
        text: {en: Ask, ru: Спросить}
        to: done
        consequence: {en: They answer., ru: Отвечают.}
      - key: leave
        text: {en: Leave, ru: Уйти}
        to: street
        consequence: {en: You go., ru: Вы уходите.}
endings:
  - key: done
    rank: best
    text: {en: Done., ru: Сделано.}
  - key: street
    rank: poor
    text: {en: In the street., ru: На улице.}
"""
ROUND = "        to: done\n        consequence: {en: They answer"

# code: (what is written, what is written instead, the line on which it is found)
SPOILT: Mapping[str, tuple[str, str, int]] = {
    "not-effects": ("effects: {trust: -3}", "effects: {trust: much}", 21),
    "no-such-node": ("start: door", "start: window", 8),
    "no-such-scale": ("effects: {trust: -3}", "effects: {fame: -3}", 21),
    "dead-end": (
        "    choices:\n      - key: ask",
        "    choices: []\n    xx:\n      - key: ask",
        23,
    ),
    "unreachable": ("to: room", "to: street", 23),
    "goes-round": ("        to: done\n", "        to: door\n", 28),
}


def with_story(text: str = SCENARIO) -> Bundle:
    """Give the good course with a scenario in its first module."""
    course = COURSE.replace(
        "      - quiz: check\n", "      - quiz: check\n      - scenario: story\n"
    )
    return bundle_of({"course.yaml": course, FILE: text})
