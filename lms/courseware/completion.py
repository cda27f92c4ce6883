"""When a course is done and what is still closed: pure answers from a syllabus and what is done."""

from collections.abc import Set as AbstractSet

from lms.courseware.needs import Need
from lms.courseware.rules import RULES, Rule, usual_rule
from lms.courseware.syllabus import Item, Quiz, Syllabus


def counted_items(syllabus: Syllabus) -> tuple[Item, ...]:
    """Give the items that can be done: all but the quizzes for practice."""
    return tuple(
        item for item in syllabus.items if not (isinstance(item, Quiz) and item.policy.practice)
    )


def needs_of(syllabus: Syllabus) -> tuple[Need, ...]:
    """Give what has to be done to finish the course; every one of them has to be met."""
    return syllabus.rules.needs or (Need(of=tuple(item.path for item in counted_items(syllabus))),)


def still_needed(syllabus: Syllabus, done: AbstractSet[str]) -> list[tuple[int, tuple[Item, ...]]]:
    """Give what the course still asks for: how many more, and of which items."""
    return [
        (need.missing(done), tuple(map(syllabus.item_at, need.open_items(done))))
        for need in needs_of(syllabus)
        if need.missing(done)
    ]


def is_complete(syllabus: Syllabus, done: AbstractSet[str]) -> bool:
    """Say whether what is done is enough to finish the course."""
    return all(need.missing(done) == 0 for need in needs_of(syllabus))


def rule_of(syllabus: Syllabus, item: Item) -> type[Rule]:
    """Give the rule by which an item is done."""
    for written in syllabus.rules.items:
        if written.item == item.path and written.done:
            return RULES[written.done]
    return usual_rule(item.kind)


def before(syllabus: Syllabus, path: str) -> tuple[str, ...]:
    """Give the paths of what has to be done before an item opens."""
    return next((rule.after for rule in syllabus.rules.items if rule.item == path), ())


def missing_before(syllabus: Syllabus, path: str, done: AbstractSet[str]) -> tuple[str, ...]:
    """Give what keeps an item closed; nothing for an open one. What is done stays open."""
    if path in done:
        return ()
    return tuple(earlier for earlier in before(syllabus, path) if earlier not in done)


def locked(syllabus: Syllabus, done: AbstractSet[str]) -> frozenset[str]:
    """Give the paths of all items that are closed; no work for a course without an order."""
    return frozenset(
        rule.item
        for rule in syllabus.rules.items
        if rule.item not in done and any(earlier not in done for earlier in rule.after)
    )


def next_item(syllabus: Syllabus, done: AbstractSet[str]) -> Item | None:
    """Give the first item that is open and not done, or None."""
    closed = locked(syllabus, done)
    return next(
        (
            item
            for item in counted_items(syllabus)
            if item.path not in done and item.path not in closed
        ),
        None,
    )
