"""When an item of a course is done: the kinds of rules there are, one class each.

A new kind is a class here, named in `RULES`; whatever makes it come true calls
`lms.learning.operations.completing.note` with the deed it is met by.
"""

from collections.abc import Mapping
from typing import ClassVar

from lms.base.i18n import Translatable, lazy_gettext


class Rule:
    """How an item is done: `suits` names kinds of items, `met_by` the deeds that are enough.

    `usual` names the kinds of items that follow this rule where the author says nothing.
    """

    key: ClassVar[str]
    suits: ClassVar[frozenset[str]]
    usual: ClassVar[frozenset[str]] = frozenset()
    met_by: ClassVar[frozenset[str]]
    task: ClassVar[Translatable]


class Read(Rule):
    """The person says that they have read it."""

    key = "read"
    suits = usual = frozenset({"lesson"})
    met_by = frozenset({"read"})
    task = lazy_gettext("Read it and mark it as read.")


class Passed(Rule):
    """An attempt came to the pass mark."""

    key = "passed"
    suits = usual = frozenset({"quiz"})
    met_by = frozenset({"passed"})
    task = lazy_gettext("Pass it: an attempt has to reach the pass mark.")


class Tried(Rule):
    """An attempt was handed in, whatever the result."""

    key = "tried"
    suits = frozenset({"quiz"})
    met_by = frozenset({"tried", "passed"})
    task = lazy_gettext("Hand in an attempt, whatever the result.")


class Finished(Rule):
    """A story came to an ending, whichever it was."""

    key = "finished"
    suits = usual = frozenset({"scenario"})
    met_by = frozenset({"finished"})
    task = lazy_gettext("Play it to an ending, whichever it is.")


class ByTrainer(Rule):
    """A trainer says so."""

    key = "trainer"
    suits = frozenset({"lesson", "quiz", "scenario"})
    met_by = frozenset({"trainer"})
    task = lazy_gettext("Your trainer sets this as done.")


RULES: Mapping[str, type[Rule]] = {
    rule.key: rule for rule in (Read, Passed, Tried, Finished, ByTrainer)
}


def usual_rule(kind: str) -> type[Rule]:
    """Give the rule for a kind of item where the author says nothing."""
    return next(rule for rule in RULES.values() if kind in rule.usual)


def rules_for(kind: str) -> list[str]:
    """Give the keys of the rules that suit a kind of item."""
    return [key for key, rule in RULES.items() if kind in rule.suits]
