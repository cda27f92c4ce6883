"""How `type: short` is written."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from lms.courseware.question_shapes.base import Findings, QuestionShape, Writer
from lms.courseware.questions import Short
from lms.courseware.questions.wording import accepts_any, normalised, shown
from lms.courseware.shapes import Line, in_every_language
from lms.courseware.texts import ByLanguage

Accepted = Annotated[
    dict[str, Annotated[list[Line], Field(min_length=1, max_length=50)]],
    AfterValidator(in_every_language),
]


class ShortShape(QuestionShape):
    """A word or a few."""

    type: Literal["short"]
    accept: Accepted

    def findings(self) -> Findings:
        """Refuse accepted answers that would accept nothing, or anything."""
        yield from of_accepted(self.accept, "accept")

    def made(self, write: Writer, common: dict[str, Any]) -> Short:
        """Make the question."""
        del write
        accept = {language: tuple(answers) for language, answers in self.accept.items()}
        return Short(**common, accept=ByLanguage.of(accept))


def of_accepted(accept: dict[str, list[str]], *path: str | int) -> Findings:
    """Refuse an answer of nothing but punctuation, and wildcards without letters beside them."""
    for language, answers in accept.items():
        for index, answer in enumerate(answers):
            if not normalised(shown(answer)):
                yield "nothing-to-compare", (*path, language, index), {}
            elif not accepts_any([answer], shown(answer)):
                yield "bare-wildcard", (*path, language, index), {}
