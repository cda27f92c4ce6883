"""How `type: single` is written."""

from typing import Any, Literal

from lms.courseware.question_shapes.base import Findings, Writer
from lms.courseware.question_shapes.options import ChoiceShape
from lms.courseware.questions import Single


class SingleShape(ChoiceShape):
    """One right option."""

    type: Literal["single"]

    def findings(self) -> Findings:
        """Refuse any number of right options but one."""
        yield from ChoiceShape.findings(self)
        if self.right != 1:
            yield "not-one-right", ("options",), {"count": str(self.right)}

    def made(self, write: Writer, common: dict[str, Any]) -> Single:
        """Make the question."""
        return Single(**common, options=self.made_options(write))
