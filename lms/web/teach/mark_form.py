"""The form of a marker: points for every criterion of every answer, and a comment for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from lms.courseware.questions.long import cleaned
from lms.learning.mark import LONGEST_COMMENT
from lms.learning.operations.marking import Judgement
from lms.learning.queries.marking import Script
from lms.web.forms import BESIDES

Points = dict[tuple[str, str], int]
LARGEST_BASE = 10_000


@dataclass(frozen=True, slots=True)
class MarkForm:
    """What is filled in: points by question and criterion, comments by question.

    `base` is the number of the last sitting that the page has shown.
    """

    script: Script
    points: Points
    comments: Mapping[str, str]
    base: int

    @classmethod
    def of(cls, script: Script) -> "MarkForm":
        """Show the marks there are, or an empty form."""
        marks = {one.question.key: one.mark for one in script.answered if one.mark}
        points = {
            (key, name): int(given)
            for key, mark in marks.items()
            for name, given in mark.points.items()
        }
        comments = {key: mark.comment for key, mark in marks.items()}
        return cls(script, points, comments, script.base)

    @classmethod
    def sent(cls, script: Script, form: MultiDict[str, str]) -> "MarkForm":
        """Read what was sent; raises BadRequest for fields the form does not have."""
        known = {"base", *BESIDES, *_names(script)}
        if not set(form) <= known:
            raise BadRequest
        points = {
            (key, name): int(given)
            for key, name, most in _criteria(script)
            if (given := form.get(f"points.{key}.{name}", "")) in _choices(most)
        }
        comments = {
            one.question.key: cleaned(form.get(f"comment.{one.question.key}", ""))
            for one in script.answered
        }
        return cls(script, points, comments, _number(form.get("base", "")))

    def after(self, script: Script) -> "MarkForm":
        """Keep what was typed, having seen what somebody else gave meanwhile."""
        return replace(self, script=script, base=script.base)

    @property
    def is_whole(self) -> bool:
        """Whether every criterion has its points and no comment is too long."""
        wanted = {(key, name) for key, name, _most in _criteria(self.script)}
        short = all(len(comment) <= LONGEST_COMMENT for comment in self.comments.values())
        return self.points.keys() == wanted and short

    @property
    def judgements(self) -> list[Judgement]:
        """Give what the trainer gives, answer by answer."""
        return [
            Judgement(
                one.question.key,
                {c.key: self.points[one.question.key, c.key] for c in one.question.rubric},
                self.comments.get(one.question.key, ""),
            )
            for one in self.script.answered
        ]


def _criteria(script: Script) -> Iterator[tuple[str, str, int]]:
    """Give question, criterion and its most points."""
    for one in script.answered:
        for criterion in one.question.rubric:
            yield one.question.key, criterion.key, criterion.points


def _names(script: Script) -> Iterator[str]:
    for key, name, _most in _criteria(script):
        yield f"points.{key}.{name}"
    for one in script.answered:
        yield f"comment.{one.question.key}"


def _choices(most: int) -> set[str]:
    return {str(number) for number in range(most + 1)}


def _number(text: str) -> int:
    """Read the number of a sitting; anything else is one that never was."""
    is_one = text.isascii() and text.isdigit() and len(text) < len(str(LARGEST_BASE))
    return int(text) if is_one else LARGEST_BASE
