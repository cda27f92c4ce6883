"""How `type: file` is written."""

from typing import Any, Literal, get_args

from pydantic import Field

from lms.courseware.question_shapes.base import Writer
from lms.courseware.question_shapes.by_hand import HandShape
from lms.courseware.questions import File
from lms.courseware.questions.file import MOST_MEGABYTES

Kind = Literal["pdf", "docx", "odt", "txt", "jpg", "png", "webp", "mp3", "m4a", "ogg"]


class FileShape(HandShape):
    """A file handed in."""

    type: Literal["file"]
    kinds: list[Kind] = Field(default_factory=lambda: list(get_args(Kind)), min_length=1)
    megabytes: int = Field(default=5, ge=1, le=MOST_MEGABYTES)

    def made(self, write: Writer, common: dict[str, Any]) -> File:
        """Make the question."""
        kinds = tuple(dict.fromkeys(self.kinds))
        return File(**self.of_hand(write, common), kinds=kinds, megabytes=self.megabytes)
