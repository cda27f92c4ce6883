"""How a quiz may be taken, as its author wrote it: pure values, the same for everybody."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lms.courseware.review_policy import FULL, ReviewPolicy

Counts = Literal["highest", "latest", "first", "average"]
Behaviour = Literal["deferred", "immediate", "interactive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Draw `count` of the questions that carry the tag, anew for each attempt."""

    tagged: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules of one quiz; None means without a limit. `pass_percent` is 0 to 100.

    `counts` says which of several attempts a person is judged by; `wait_minutes` lie between the
    end of one and the start of the next. `questions_per_page` None means all on one page.
    `behaviour` says when a person learns how an answer was: after handing in (deferred), when they
    check it (immediate), or in several `tries`, of which each wrong one costs `penalty`, a part of
    the marks written like `1/3` (interactive). A quiz for `practice` never counts.
    """

    attempts: int | None = None
    counts: Counts = "highest"
    wait_minutes: int | None = None
    pass_percent: int = 80
    time_limit_minutes: int | None = None
    shuffle_questions: bool = False
    shuffle_options: bool = True
    pools: tuple[Pool, ...] = ()
    questions_per_page: int | None = 1
    behaviour: Behaviour = "deferred"
    tries: int = 3
    penalty: str = "1/3"
    practice: bool = False
    review: ReviewPolicy = FULL

    @property
    def penalty_part(self) -> Fraction:
        """Give what a wrong try costs, exactly."""
        return Fraction(self.penalty)

    @property
    def tries_allowed(self) -> int:
        """Give how often one question may be checked: never, once, or several times."""
        return {"deferred": 0, "immediate": 1, "interactive": self.tries}[self.behaviour]
