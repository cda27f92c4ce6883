"""A scenario: a role play in which every choice has consequences and leads on to an ending."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from lms.courseware.texts import Html, Text

Rank = Literal["best", "partial", "poor"]


class NoSuchNode(LookupError):
    """The scenario has no node, ending or choice of that key."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Something that choices raise or lower, such as trust; `start` is where it begins."""

    key: str
    title: Text
    start: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """How a choice moves one scale."""

    scale: str
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one can do at a node, what comes of it, and where it leads."""

    key: str
    text: Html
    consequence: Html
    to: str
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A situation in which something has to be decided."""

    key: str
    text: Html
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice:
        """Find a choice by its key; raises NoSuchNode."""
        for choice in self.choices:
            if choice.key == key:
                return choice
        raise NoSuchNode(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the story can end; `rank` says how well."""

    key: str
    rank: Rank
    text: Html


@dataclass(frozen=True, slots=True)
class Turn:
    """One decision of a story that was played."""

    node: Node
    choice: Choice


@dataclass(frozen=True, slots=True)
class Story:
    """A story as far as it was played: its turns, where it stands, what the scales show."""

    turns: tuple[Turn, ...]
    place: Node | Ending
    score: tuple[tuple[Scale, int], ...]

    @property
    def ending(self) -> Ending | None:
        """Give the ending, or None while there is something to decide."""
        return self.place if isinstance(self.place, Ending) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A role to play. The way through has no circles, so every story comes to an ending."""

    kind: ClassVar[Literal["scenario"]] = "scenario"
    module: str
    key: str
    title: Text
    role: Text
    minutes: int
    context: Html
    scales: tuple[Scale, ...]
    start: str
    nodes: tuple[Node, ...]
    endings: tuple[Ending, ...]

    @property
    def path(self) -> str:
        """Give the stable identity `<module>/<item>` that playthroughs keep."""
        return f"{self.module}/{self.key}"

    def place(self, key: str) -> Node | Ending:
        """Find a node or an ending by its key; raises NoSuchNode."""
        places: tuple[Node | Ending, ...] = (*self.nodes, *self.endings)
        for place in places:
            if place.key == key:
                return place
        raise NoSuchNode(key)

    def story(self, decisions: Sequence[tuple[str, str]]) -> Story:
        """Play decisions (node, choice) from the start; raises NoSuchNode for one that is none."""
        place, turns = self.place(self.start), []
        score = {scale.key: scale.start for scale in self.scales}
        for node_key, choice_key in decisions:
            if not isinstance(place, Node) or place.key != node_key:
                raise NoSuchNode(node_key)
            choice = place.choice(choice_key)
            turns.append(Turn(place, choice))
            for effect in choice.effects:
                score[effect.scale] += effect.change
            place = self.place(choice.to)
        return Story(tuple(turns), place, tuple((scale, score[scale.key]) for scale in self.scales))
