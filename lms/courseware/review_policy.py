"""What a person may see of a quiz they have answered, moment by moment."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

Part = Literal["correct", "marks", "feedback", "explanation", "answer"]
Moment = Literal["during", "right-after", "later", "closed"]
PARTS: tuple[Part, ...] = get_args(Part)
MOMENTS: tuple[Moment, ...] = get_args(Moment)
NOTHING: frozenset[Part] = frozenset()
EVERYTHING: frozenset[Part] = frozenset(PARTS)
JUDGED: tuple[Part, ...] = ("correct", "marks", "feedback")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPolicy:
    """The review matrix: for each moment the parts that are shown.

    `during` is the open attempt, after a question was checked; `right_after` the two minutes after
    handing in; `later` as long as the quiz is open; `closed` after its end. `correct` is whether an
    answer was right, `marks` what it gained, `feedback` what the author says to the option chosen,
    `explanation` what is said to everybody, `answer` what would have been right.
    """

    during: tuple[Part, ...] = PARTS
    right_after: tuple[Part, ...] = PARTS
    later: tuple[Part, ...] = PARTS
    closed: tuple[Part, ...] = PARTS

    def at(self, moment: Moment) -> frozenset[Part]:
        """Give the parts shown at a moment."""
        rows = (self.during, self.right_after, self.later, self.closed)
        return frozenset(rows[MOMENTS.index(moment)])

    @property
    def waits_for_the_end(self) -> bool:
        """Whether something is shown only after the end of the quiz."""
        return not self.at("closed") <= self.at("later")


FULL = ReviewPolicy()
PRESETS = MappingProxyType(
    {
        "full": FULL,
        "without-answers": ReviewPolicy(
            during=JUDGED, right_after=JUDGED, later=JUDGED, closed=JUDGED
        ),
        "after-close": ReviewPolicy(during=(), right_after=(), later=()),
    }
)
