"""Gathers what attempts say of questions, one attempt after the other: counts only, no person.

Marks are added as whole numbers of tiny parts, so that a sum is the same in whatever order. What is
kept grows with the different marks and answers there are, not with the attempts.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import lcm
from typing import NamedTuple

from lms.reports.questions.arithmetic import Sums

# A mark in whole parts: thirds, sevenths … up to twentieths and four decimals are exact.
UNIT = lcm(*range(1, 21)) * 10_000
PEOPLE = 3  # people who must have given an answer before anybody reads it
MOST_ANSWERS = 5_000  # different answers kept of a question
MOST_SETS = 64  # different sets of questions: a quiz that draws has too many to compare


class Reply(NamedTuple):
    """What one attempt says to one question.

    `units` of `marks` * UNIT were gained; `parts` names what was answered (options, or the text);
    `seconds` is the time taken, None where nothing honest can be said.
    """

    version: str
    marks: int
    units: int
    parts: tuple[str, ...]
    seconds: int | None = None


@dataclass(slots=True)
class Given:
    """How often an answer was given, and by whom as far as it matters."""

    count: int = 0
    people: set[int] = field(default_factory=set)

    def add(self, count: int, people: set[int]) -> None:
        """Count so many more; of the people no more are kept than are needed."""
        self.count += count
        if len(self.people) < PEOPLE:
            self.people = set(sorted(self.people | people)[:PEOPLE])


@dataclass(slots=True)
class Heard:
    """What is kept of one version of a question."""

    joint: Counter[tuple[float, float | None]] = field(default_factory=Counter)
    given: defaultdict[str, Given] = field(default_factory=lambda: defaultdict(Given))
    seconds: Counter[int] = field(default_factory=Counter)
    blank: int = 0

    def take(self, reply: Reply, rest: float | None, person: int) -> None:
        """Add one reply; `rest` is the share gained in all other questions of the attempt."""
        _, marks, units, parts, seconds = reply
        self.joint[units / (marks * UNIT), rest] += 1
        for part in parts:
            known = self.given[part]
            known.count += 1
            if len(known.people) < PEOPLE:
                known.people.add(person)
        if not parts:
            self.blank += 1
        if seconds is not None:
            self.seconds[seconds] += 1
        if len(self.given) > MOST_ANSWERS:
            self._forget_the_rarest()

    def merge(self, other: "Heard") -> None:
        """Add what another has heard."""
        self.joint.update(other.joint)
        self.seconds.update(other.seconds)
        self.blank += other.blank
        for part, given in other.given.items():
            self.given[part].add(given.count, given.people)

    def _forget_the_rarest(self) -> None:
        """Forget answers of a single person; nobody would have read them."""
        kept = {part: given for part, given in self.given.items() if len(given.people) > 1}
        most = sorted(kept, key=lambda part: kept[part].count, reverse=True)[: MOST_ANSWERS // 2]
        self.given = defaultdict(Given, {part: kept[part] for part in most})


@dataclass(slots=True)
class SetSums:
    """Attempts at one and the same set of questions: sums of their marks and of the whole."""

    count: int
    totals: list[int]
    squares: list[int]
    whole: int = 0
    whole_squares: int = 0

    def take(self, units: Sequence[int], whole: int) -> None:
        """Add the marks of one attempt, in the order of the set."""
        self.count += 1
        for place, gained in enumerate(units):
            if gained:
                self.totals[place] += gained
                self.squares[place] += gained * gained
        self.whole += whole
        self.whole_squares += whole * whole

    def merge(self, other: "SetSums") -> None:
        """Add the attempts of another."""
        self.count += other.count
        self.totals = [a + b for a, b in zip(self.totals, other.totals, strict=True)]
        self.squares = [a + b for a, b in zip(self.squares, other.squares, strict=True)]
        self.whole += other.whole
        self.whole_squares += other.whole_squares

    @property
    def items(self) -> list[Sums]:
        """Give the sums of each question."""
        pairs = zip(self.totals, self.squares, strict=True)
        return [Sums(self.count, total, squares) for total, squares in pairs]

    @property
    def results(self) -> Sums:
        """Give the sums of the whole."""
        return Sums(self.count, self.whole, self.whole_squares)


@dataclass(slots=True)
class Gathering:
    """Everything heard of one quiz."""

    attempts: int = 0
    scores: Counter[float] = field(default_factory=Counter)
    questions: defaultdict[str, Heard] = field(default_factory=lambda: defaultdict(Heard))
    sets: dict[tuple[str, ...], SetSums] = field(default_factory=dict)

    def take(self, person: int, replies: Sequence[Reply]) -> None:
        """Add one attempt; one in which nothing can be marked yet is passed over."""
        possible = sum(reply.marks for reply in replies) * UNIT
        if not possible:
            return
        gained = sum(reply.units for reply in replies)
        self.attempts += 1
        self.scores[gained / possible] += 1
        for reply in replies:
            version, marks, units, _, _ = reply
            others = possible - marks * UNIT
            rest = (gained - units) / others if others else None
            self.questions[version].take(reply, rest, person)
        self._take_set(sorted(replies), gained)

    def merge(self, other: "Gathering") -> None:
        """Add what another has gathered."""
        self.attempts += other.attempts
        self.scores.update(other.scores)
        for version, heard in other.questions.items():
            self.questions[version].merge(heard)
        for versions, sums in other.sets.items():
            if known := self.sets.get(versions):
                known.merge(sums)
            else:
                self.sets[versions] = sums

    @property
    def largest_set(self) -> SetSums | None:
        """Give the set of questions that most attempts have in common; None without any."""
        return max(self.sets.values(), key=lambda sums: sums.count, default=None)

    def _take_set(self, replies: Sequence[Reply], gained: int) -> None:
        versions = tuple(reply.version for reply in replies)
        sums = self.sets.get(versions)
        if sums is None:
            if len(self.sets) >= MOST_SETS:
                return
            nothing = [0] * len(replies)
            sums = self.sets[versions] = SetSums(0, nothing, nothing.copy())
        sums.take([reply.units for reply in replies], gained)
