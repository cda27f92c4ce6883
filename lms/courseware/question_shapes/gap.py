"""How `type: gap` is written."""

from collections import Counter
from typing import Any, ClassVar, Literal

from pydantic import Field

from lms.courseware.question_shapes.base import Findings, QuestionShape, Writer
from lms.courseware.question_shapes.parts import ChoiceOptionShape, of_a_list
from lms.courseware.question_shapes.short import Accepted, of_accepted
from lms.courseware.questions import Gap, GapText
from lms.courseware.questions.gap import MARK
from lms.courseware.shapes import Key, Shape, Texts
from lms.courseware.texts import ByLanguage, Html


class GapOptionShape(ChoiceOptionShape):
    """An option of the list of a gap."""

    correct: bool = False


class OneGapShape(Shape):
    """A gap: typed where it has `accept`, chosen where it has `options`."""

    key: Key
    accept: Accepted | None = None
    options: list[GapOptionShape] | None = Field(default=None, min_length=2, max_length=20)

    def made(self) -> Gap:
        """Make the gap."""
        accept = {language: tuple(some) for language, some in (self.accept or {}).items()}
        return Gap(
            key=self.key,
            accept=ByLanguage.of(accept) if accept else None,
            options=tuple(o.made(correct=o.correct) for o in self.options or ()),
        )


class GapShape(QuestionShape):
    """A text with gaps."""

    inside: ClassVar[dict[str, type[Shape]]] = {"gaps": OneGapShape}

    type: Literal["gap"]
    passage: Texts
    gaps: list[OneGapShape] = Field(min_length=1, max_length=20)

    def findings(self) -> Findings:
        """Refuse gaps that are not marked once in each language, and gaps without an answer."""
        first: dict[str, int] = {}
        for index, gap in enumerate(self.gaps):
            if gap.key in first:
                yield (
                    "twice",
                    ("gaps", index, "key"),
                    {"key": gap.key, "first": str(first[gap.key])},
                )
            first.setdefault(gap.key, index)
            yield from of_gap(gap, index)
        for language, passage in self.passage.items():
            marks = Counter(mark.strip() for mark in MARK.findall(passage))
            for key in sorted({*marks, *first}):
                if marks[key] != 1 or key not in first:
                    yield "gap-mark", ("passage", language), {"key": key}

    def made(self, write: Writer, common: dict[str, Any]) -> GapText:
        """Make the question; every line of the passage is a paragraph."""
        lines = {
            language: [line for line in passage.splitlines() if line.strip()]
            for language, passage in self.passage.items()
        }
        passage = {
            language: "".join(
                f"<p>{write.line({language: line}, 'passage')[language]}</p>" for line in some
            )
            for language, some in lines.items()
        }
        gaps = tuple(gap.made() for gap in self.gaps)
        return GapText(**common, passage=Html.of(passage), gaps=gaps)


def of_gap(gap: OneGapShape, index: int) -> Findings:
    """Refuse a gap that has both ways to answer or none, and a list without one right option."""
    if (gap.accept is None) == (gap.options is None):
        yield "gap-answer", ("gaps", index), {"key": gap.key}
    if gap.accept:
        yield from of_accepted(gap.accept, "gaps", index, "accept")
    if gap.options:
        right = sum(option.correct for option in gap.options)
        if right != 1:
            yield "not-one-right", ("gaps", index, "options"), {"count": str(right)}
        keys = [option.key for option in gap.options]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield "option-twice", ("gaps", index, "options"), {"key": key}
        yield from of_a_list([*gap.options], "gaps", index, "options")
