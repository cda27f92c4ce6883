"""The rules of a course as they stand in course.yaml: read, laid out, and checked for sense.

What can never come true is an error: items that wait for each other, more items asked for than
are named, a rule that does not suit its item.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from lms.courseware.advice import say
from lms.courseware.lined import Lined
from lms.courseware.needs import CourseRules, ItemRule, Need
from lms.courseware.problems import Problem
from lms.courseware.rules import RULES, rules_for
from lms.courseware.shapes import CourseShape, ItemShape, ModuleShape

COURSE = "course.yaml"
Place = Sequence[str | int]


@dataclass(slots=True)
class _Reading:
    """The course as written, and what is found on the way."""

    shape: CourseShape
    lined: Lined
    practice: Set[str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def modules(self) -> dict[str, tuple[str, ...]]:
        return {
            module.key: tuple(f"{module.key}/{item.key}" for item in module.items)
            for module in self.shape.modules
        }

    def say(self, code: str, place: Place, **values: str) -> None:
        self.problems.append(say(code, COURSE, self.lined.line(place), **values))

    def paths(self, names: Iterable[str], place: Place, home: str = "") -> tuple[str, ...]:
        """Give the items that are named: of the module `home`, by path, or a module as a whole."""
        found: list[str] = []
        modules = self.modules
        for number, name in enumerate(names):
            path = f"{home}/{name}"
            if path in modules.get(home, ()):
                found += self._that_counts(path, [*place, number])
            elif name in modules:
                found += (item for item in modules[name] if item not in self.practice)
            elif name in modules.get(name.partition("/")[0], ()):
                found += self._that_counts(name, [*place, number])
            else:
                self.say("no-such-item", [*place, number], name=name)
        return tuple(dict.fromkeys(found))

    def _that_counts(self, path: str, place: Place) -> list[str]:
        if path not in self.practice:
            return [path]
        self.say("practice-is-never-done", place, path=path)
        return []


def read_rules(
    shape: CourseShape, lined: Lined, practice: Set[str]
) -> tuple[CourseRules, list[Problem]]:
    """Give the rules of a course, and everything that cannot come true.

    `practice` are the paths of quizzes that never count and so are never done.
    """
    reading = _Reading(shape, lined, practice)
    needs = tuple(_needs(reading))
    items = tuple(_items(reading))
    for circle in _circles({rule.item: rule.after for rule in items}):
        place = _place_of(shape, circle[0])
        reading.say("circle", [*place, "after"], path=" → ".join(circle))
    return CourseRules(needs=needs, items=items, certificate=shape.certificate), reading.problems


def _needs(reading: _Reading) -> Iterator[Need]:
    for number, written in enumerate(reading.shape.completion):
        place: Place = ["completion", number]
        if written.all is not None:
            yield Need(of=reading.paths(written.all, [*place, "all"]))
            continue
        of = reading.paths(written.of or (), [*place, "of"])
        wanted = written.at_least or 1
        if of and wanted > len(of):
            reading.say("too-many-wanted", place, wanted=str(wanted), count=str(len(of)))
        yield Need(of=of, at_least=wanted)


def _items(reading: _Reading) -> Iterator[ItemRule]:
    """Give the items that differ from the usual, in the order of the course."""
    previous: tuple[str, ...] = ()
    for index, module in enumerate(reading.shape.modules):
        place: Place = ["modules", index]
        opens = reading.paths(module.after, [*place, "after"])
        for number, item in enumerate(module.items):
            rule = _item(reading, module, item, [*place, "items", number])
            after = (*previous, *opens, *rule.after)
            rule = ItemRule(item=rule.item, done=rule.done, after=tuple(dict.fromkeys(after)))
            if rule.done or rule.after:
                yield rule
            if reading.shape.order == "fixed" and rule.item not in reading.practice:
                previous = (rule.item,)


def _item(reading: _Reading, module: ModuleShape, item: ItemShape, place: Place) -> ItemRule:
    done = item.done or ""
    if done and (done not in RULES or item.kind not in RULES[done].suits):
        allowed = ", ".join(rules_for(item.kind))
        reading.say(
            "rule-does-not-suit", [*place, "done"], rule=done, kind=item.kind, allowed=allowed
        )
    after = reading.paths(item.after, [*place, "after"], module.key)
    return ItemRule(item=f"{module.key}/{item.key}", done=done, after=after)


def _place_of(shape: CourseShape, path: str) -> Place:
    """Where an item stands in course.yaml."""
    for index, module in enumerate(shape.modules):
        for number, item in enumerate(module.items):
            if f"{module.key}/{item.key}" == path:
                return ["modules", index, "items", number]
    return []


def _circles(after: dict[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Give each circle once: what is taken away again and again is whatever waits for nothing."""
    waiting = {item: set(earlier) for item, earlier in after.items()}
    while True:
        free = {item for item, earlier in waiting.items() if not earlier & waiting.keys()}
        if not free:
            break
        for item in free:
            del waiting[item]
    seen: set[str] = set()
    for start in waiting:
        way: list[str] = []
        at = start
        while at not in seen and at not in way:
            way.append(at)
            at = next(earlier for earlier in after[at] if earlier in waiting)
        if at in way:
            yield [*way[way.index(at) :], at]
        seen.update(way)
