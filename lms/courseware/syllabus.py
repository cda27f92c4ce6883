"""A course as it is read: modules, lessons and quizzes, frozen, with no trace of files."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from lms.courseware.needs import USUAL, CourseRules
from lms.courseware.policy import Policy
from lms.courseware.questions import Question
from lms.courseware.scenario import Scenario
from lms.courseware.texts import ByLanguage, Html, Text

Kind = Literal["lesson", "quiz", "scenario"]


class NoSuchItem(LookupError):
    """The course has no module, item or question of that key."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word explained at the end of a lesson."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a lesson has its facts from; `url` is http or https."""

    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CourseFile:
    """A picture or hand-out; `name` is `<sha256>.<extension>`, sizes are pixels and bytes."""

    path: str
    name: str
    bytes: int
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        """Give the digest of the content, the key under which it is stored."""
        return self.name.partition(".")[0]

    @property
    def url(self) -> str:
        """Give the address that rendered lessons use."""
        return f"/media/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Something to read. `bytes` is HTML plus pictures, as the learner will download it."""

    kind: ClassVar[Kind] = "lesson"
    module: str
    key: str
    title: Text
    minutes: int
    html: Html
    terms: ByLanguage[tuple[Term, ...]]
    sources: ByLanguage[tuple[Source, ...]]
    bytes: ByLanguage[int]
    action: Text | None = None
    law_as_of: date | None = None
    review_by: date | None = None

    @property
    def path(self) -> str:
        """Give the stable identity `<module>/<item>` that progress rows keep."""
        return f"{self.module}/{self.key}"

    def is_stale(self, today: date) -> bool:
        """Say whether the day of review has passed, so that the lesson carries a banner."""
        return self.review_by is not None and today > self.review_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """Questions with a policy; `intro` is cleaned HTML."""

    kind: ClassVar[Kind] = "quiz"
    module: str
    key: str
    title: Text
    policy: Policy
    questions: tuple[Question, ...]
    intro: Html | None = None

    @property
    def path(self) -> str:
        """Give the stable identity `<module>/<item>` that attempts keep."""
        return f"{self.module}/{self.key}"

    @property
    def marks(self) -> int:
        """Give the sum of the marks of all questions."""
        return sum(question.marks for question in self.questions)

    @property
    def asked(self) -> int:
        """Give how many questions one attempt has: of a pool only those drawn."""
        drawn = {pool.tagged: pool.count for pool in self.policy.pools}
        free = sum(drawn.keys().isdisjoint(question.tags) for question in self.questions)
        return free + sum(drawn.values())

    @property
    def minutes(self) -> int:
        """Give an honest guess of the time needed: one minute for each question of an attempt."""
        return self.asked

    def question(self, key: str) -> Question:
        """Find a question by its key; raises NoSuchItem."""
        for question in self.questions:
            if question.key == key:
                return question
        raise NoSuchItem(key)


Item = Lesson | Quiz | Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A part of a course with its items in the order of learning."""

    key: str
    title: Text
    summary: Text
    items: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """Give the sum of the minutes of all items."""
        return sum(item.minutes for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllabus:
    """The whole content of one edition; the first of `languages` is the fallback."""

    key: str
    languages: tuple[str, ...]
    title: Text
    summary: Text
    outcomes: tuple[Text, ...]
    modules: tuple[Module, ...]
    rules: CourseRules = USUAL
    files: tuple[CourseFile, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Give every item in the order of learning; each knows its module's key."""
        return tuple(item for module in self.modules for item in module.items)

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Give the lessons in the order of learning."""
        return tuple(item for item in self.items if isinstance(item, Lesson))

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """Give the quizzes in the order of learning."""
        return tuple(item for item in self.items if isinstance(item, Quiz))

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Give the scenarios in the order of learning."""
        return tuple(item for item in self.items if isinstance(item, Scenario))

    @property
    def minutes(self) -> int:
        """Give the sum of the minutes of all modules."""
        return sum(module.minutes for module in self.modules)

    def module(self, key: str) -> Module:
        """Find a module by its key; raises NoSuchItem."""
        for module in self.modules:
            if module.key == key:
                return module
        raise NoSuchItem(key)

    def item(self, module_key: str, item_key: str) -> Item:
        """Find an item by the keys of its module and its own; raises NoSuchItem."""
        return self.item_at(f"{module_key}/{item_key}")

    def item_at(self, path: str) -> Item:
        """Find an item by its stable identity `<module>/<item>`; raises NoSuchItem."""
        for item in self.items:
            if item.path == path:
                return item
        raise NoSuchItem(path)

    def next(self, item: Item) -> Item | None:
        """Give the item after this one across modules, or None at the end."""
        return self._neighbour(item, 1)

    def previous(self, item: Item) -> Item | None:
        """Give the item before this one across modules, or None at the beginning."""
        return self._neighbour(item, -1)

    def file(self, name: str) -> CourseFile:
        """Find a picture or hand-out by its `<sha256>.<extension>`; raises NoSuchItem."""
        for file in self.files:
            if file.name == name:
                return file
        raise NoSuchItem(name)

    def _neighbour(self, item: Item, step: int) -> Item | None:
        items = self.items
        for index, other in enumerate(items):
            if other.path == item.path:
                place = index + step
                return items[place] if 0 <= place < len(items) else None
        raise NoSuchItem(item.path)
