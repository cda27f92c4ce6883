"""The shape of a quiz's policy, checked by pydantic, and what cannot go together in it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from lms.courseware.policy import Behaviour, Counts, Policy, Pool
from lms.courseware.review_policy import PRESETS, Part, ReviewPolicy
from lms.courseware.shapes import Key, Shape

Findings = Iterator[tuple[str, tuple[str | int, ...], dict[str, str]]]
TWO_WEEKS = 14 * 24 * 60
INTERACTIVE = ("tries", "penalty")
LIMITING = ("attempts", "counts", "wait")


def as_limit(word: str) -> BeforeValidator:
    """Take a whole number, or `word` for no limit."""

    def limit(value: object) -> object:
        return None if value == word else value

    return BeforeValidator(limit)


def as_part(value: object) -> object:
    """Take a part of the marks: `1/3`, or whole per cent like 25."""
    if type(value) is int and 0 <= value <= 100:
        return str(Fraction(value, 100))
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,2}/[1-9][0-9]?", value):
        part = Fraction(value)
        if part <= 1:
            return str(part)
    raise PydanticCustomError("no_part", "part")


def as_matrix(value: object) -> object:
    """Take the name of a preset, or the whole matrix."""
    if not isinstance(value, str):
        return value
    if value not in PRESETS:
        raise PydanticCustomError("no_preset", "preset", {"allowed": ", ".join(PRESETS)})
    preset = PRESETS[value]
    return {moment: list(getattr(preset, moment)) for moment in ReviewShape.model_fields}


class ReviewShape(Shape):
    """The review matrix: at each moment a list of what is shown."""

    during: list[Part] = Field(default_factory=list)
    right_after: list[Part]
    later: list[Part]
    closed: list[Part]

    def made(self) -> ReviewPolicy:
        """Make the matrix."""
        rows = self.model_dump()
        return ReviewPolicy(**{moment: tuple(dict.fromkeys(rows[moment])) for moment in rows})


class PoolShape(Shape):
    """A pool to draw from."""

    tagged: Key
    count: int = Field(ge=1, le=200)


class PolicyShape(Shape):
    """How a quiz may be taken."""

    attempts: Annotated[Annotated[int, Field(ge=1, le=20)] | None, as_limit("unlimited")] = None
    counts: Counts = "highest"
    wait: Annotated[Annotated[int, Field(ge=1, le=TWO_WEEKS)] | None, as_limit("none")] = None
    pass_percent: int = Field(default=80, ge=0, le=100, alias="pass")
    time_limit: Annotated[Annotated[int, Field(ge=1, le=600)] | None, as_limit("none")] = None
    shuffle_questions: bool = False
    shuffle_options: bool = True
    draw: list[PoolShape] = Field(default_factory=list, max_length=20)
    questions_per_page: Annotated[Annotated[int, Field(ge=1, le=200)] | None, as_limit("all")] = 1
    behaviour: Behaviour = "deferred"
    tries: int = Field(default=3, ge=2, le=10)
    penalty: Annotated[str, BeforeValidator(as_part)] = "1/3"
    practice: bool = False
    review: Annotated[ReviewShape, BeforeValidator(as_matrix)] = Field(
        default_factory=lambda: ReviewShape.model_validate(as_matrix("full"))
    )

    def made(self) -> Policy:
        """Make the policy."""
        return Policy(
            attempts=self.attempts,
            counts=self.counts,
            wait_minutes=self.wait,
            pass_percent=self.pass_percent,
            time_limit_minutes=self.time_limit,
            shuffle_questions=self.shuffle_questions,
            shuffle_options=self.shuffle_options,
            pools=tuple(Pool(tagged=pool.tagged, count=pool.count) for pool in self.draw),
            questions_per_page=self.questions_per_page,
            behaviour=self.behaviour,
            tries=self.tries,
            penalty=self.penalty,
            practice=self.practice,
            review=self.review.made(),
        )

    def findings(self) -> Findings:
        """Say what does not go together: code, path, values."""
        if self.practice:
            for field in LIMITING:
                if field in self.model_fields_set:
                    yield "practice-is-free", (field,), {"field": field}
        if self.behaviour != "interactive":
            for field in INTERACTIVE:
                if field in self.model_fields_set:
                    yield "only-interactive", (field,), {"field": field}
        if self.attempts == 1 and (self.wait or self.counts != "highest"):
            field = "wait" if self.wait else "counts"
            yield "only-one-attempt", (field,), {"field": field}
        yield from self._review_findings()

    def _review_findings(self) -> Findings:
        """Find a check that shows nothing, and what is shown and taken away again."""
        review = self.made().review
        if self.behaviour != "deferred" and not review.at("during") & {"correct", "feedback"}:
            yield "check-shows-nothing", ("behaviour",), {"behaviour": self.behaviour}
        if not review.at("right-after") <= review.at("later") <= review.at("closed"):
            yield "review-takes-back", ("review",), {}
