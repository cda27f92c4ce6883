"""What ought to happen to one person at one quiz: told again from the rules, without the code.

Everything is written as plainly as it can be: lists, loops and fractions. Moments are those of the
machine that asks; nothing here reads a database or a line of the application.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MINUTE = timedelta(minutes=1)
GRACE, NOTICE = timedelta(seconds=60), timedelta(minutes=10)
RIGHT = {"pick": {"beta"}, "tick": {"red", "green", "pink"}, "truth": {"false"}}
QUESTIONS = 5  # two of them are never answered here


@dataclass(frozen=True)
class Rules:
    """The policy of the quiz in numbers; None is no limit, times are minutes."""

    attempts: int | None
    wait: int | None
    limit: int | None
    tries: int
    penalty: Fraction
    enough: int
    counts: str


@dataclass
class Given:
    """An override as it was given."""

    minutes: int = 0
    attempts: int = 0
    waived: bool = False
    hard_end: datetime | None = None
    until: datetime | None = None
    withdrawn: bool = False


@dataclass
class Saved:
    """An answer that has arrived."""

    op_id: str
    question: str
    values: frozenset[str]
    counts: bool


@dataclass
class Sitting:
    """One attempt; `marks` is None as long as it is open."""

    started: datetime
    ends: datetime | None
    answers: list[Saved] = field(default_factory=list)
    checks: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    closed: datetime | None = None
    marks: Fraction | None = None

    def newest(self, question: str) -> Saved | None:
        """The answer that counts."""
        mine = [one for one in self.answers if one.question == question and one.counts]
        return mine[-1] if mine else None

    def is_over(self, at: datetime) -> bool:
        return self.closed is not None or (self.ends is not None and at > self.ends + GRACE)


@dataclass
class Oracle:
    """The whole story of one person at one quiz."""

    rules: Rules
    sittings: list[Sitting] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    dates: tuple[datetime | None, datetime | None] = (None, None)
    both_are_right: set[str] = field(default_factory=set)
    has_passed: bool = False

    @property
    def open(self) -> Sitting | None:
        return next((one for one in self.sittings if one.closed is None), None)

    def in_force(self, at: datetime) -> list[Given]:
        return [
            one for one in self.given if not one.withdrawn and (one.until is None or at < one.until)
        ]

    def end_for(self, started: datetime, at: datetime) -> datetime | None:
        """min(limit with what was added, hard end)."""
        ends = []
        if self.rules.limit is not None:
            minutes = self.rules.limit + sum(one.minutes for one in self.in_force(at))
            ends.append(started + minutes * MINUTE)
        if (hard := self.hard_end(at)) is not None:
            ends.append(hard)
        return min(ends) if ends else None

    def hard_end(self, at: datetime) -> datetime | None:
        own = [one.hard_end for one in self.in_force(at) if one.hard_end is not None]
        return own[-1] if own else self.dates[1]

    def why_not(self, at: datetime) -> str | None:
        """What keeps a new attempt from starting."""
        hard, last = self.hard_end(at), self.dates[0]
        mine = self.in_force(at)
        if hard is not None and at >= hard:
            return "QuizEnded"
        if last is not None and at > last:
            return "StartClosed"
        allowed = self.rules.attempts
        if allowed is not None and len(self.sittings) >= allowed + sum(
            one.attempts for one in mine
        ):
            return "AttemptsExhausted"
        ended = [one.closed for one in self.sittings if one.closed is not None]
        waits = self.rules.wait is not None and ended and not any(one.waived for one in mine)
        if waits and at < max(ended) + (self.rules.wait or 0) * MINUTE:
            return "TooEarly"
        return None

    def start(self, at: datetime) -> str | None:
        """Start or come back; what refuses it, or None. What is refused leaves no trace."""
        left, had_passed = self.open, self.has_passed
        if left and left.is_over(at):
            self.close(left, at)
        if self.open is not None:
            return None
        reason = self.why_not(at)
        if reason is None:
            self.sittings.append(Sitting(at, self.end_for(at, at)))
        elif left:
            left.closed, left.marks, self.has_passed = None, None, had_passed
        return reason

    def move_ends(self, at: datetime) -> None:
        """Terms have changed: later at once, earlier with ten minutes' notice."""
        sitting = self.open
        if sitting is None:
            return
        wanted = self.end_for(sitting.started, at)
        if wanted is not None:
            soonest = at + NOTICE
            if sitting.ends is not None and sitting.ends < soonest:
                soonest = sitting.ends
            wanted = max(wanted, soonest)
        sitting.ends = wanted

    def worth(self, question: str, values: frozenset[str]) -> Fraction:
        right = RIGHT[question]
        if question in self.both_are_right and values:
            return Fraction(1)
        if question == "tick":
            return Fraction(max(len(values & right) - len(values - right), 0), len(right))
        return Fraction(int(values == right))

    def is_locked(self, sitting: Sitting, question: str) -> bool:
        """By the key as it was printed: a correction unlocks nothing."""
        tries = sitting.checks.get(question, [])
        if not tries or not self.rules.tries:
            return False
        return len(tries) >= self.rules.tries or tries[-1] == RIGHT[question]

    def total(self, sitting: Sitting) -> Fraction:
        """The best try at each question, less what wrong ones before it cost."""
        marks = Fraction(0)
        for question in RIGHT:
            tries = list(sitting.checks.get(question, []))
            newest = sitting.newest(question)
            is_new = newest and newest.values and (not tries or tries[-1] != newest.values)
            if newest and is_new and not self.is_locked(sitting, question):
                tries.append(newest.values)
            parts = [
                self.worth(question, values) - self.rules.penalty * place
                for place, values in enumerate(tries)
            ]
            marks += max([Fraction(0), *parts])
        return marks

    def close(self, sitting: Sitting, at: datetime) -> None:
        """Hand in, once; late ones count as handed in at their end."""
        if sitting.closed is None:
            sitting.closed = at if sitting.ends is None else min(at, sitting.ends)
            sitting.marks = self.total(sitting)
            self.has_passed = self.has_passed or self.counted() >= self.rules.enough

    def correct(self, question: str) -> None:
        """Whoever was right by the old key or is by the new one."""
        self.both_are_right.add(question)
        for sitting in self.sittings:
            if sitting.closed is not None:
                sitting.marks = max(sitting.marks or Fraction(0), self.total(sitting))
        if any(sitting.closed for sitting in self.sittings):
            self.has_passed = self.has_passed or self.counted() >= self.rules.enough

    def counted(self) -> Decimal:
        """The number the person is judged by."""
        parts = [one.marks / QUESTIONS for one in self.sittings if one.marks is not None]
        rules = {"highest": max(parts), "latest": parts[-1], "first": parts[0]}
        part = rules.get(self.rules.counts, sum(parts, Fraction(0)) / len(parts))
        return shown(part)


def shown(part: Fraction) -> Decimal:
    """Per cent with one decimal, half up."""
    tenths = part * 1000
    whole = Decimal(tenths.numerator) / Decimal(tenths.denominator)
    return whole.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-1)
