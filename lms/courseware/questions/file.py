"""A file handed in, marked by a trainer with a rubric."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lms.courseware.questions.base import FIELD, Fields, Payload, ResponseRefused, posted, stored
from lms.courseware.questions.by_hand import MarkedByHand
from lms.courseware.questions.views import HandView

KINDS = ("pdf", "docx", "odt", "txt", "jpg", "png", "webp", "mp3", "m4a", "ogg")
MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 20
LONGEST_NAME = 120
UPLOAD = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class File(MarkedByHand):
    """`type: file`; the answer names an upload of the attempt, its bytes are kept elsewhere.

    `kinds` are told by the bytes of a file, not by its name; `megabytes` is the limit of its size.
    """

    type = "file"
    kinds: tuple[str, ...] = KINDS
    megabytes: int = 5

    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Take the key of an upload and the name it came with; raises ResponseRefused."""
        values = posted(form)
        if not values:
            return {}
        if len(values) > 2 or not UPLOAD.fullmatch(values[0]):
            raise ResponseRefused("no-file", "Choose a file and send it.")
        return {"upload": values[0], "name": " ".join(values[1:])[:LONGEST_NAME]}

    def is_blank(self, payload: object) -> bool:
        """Say whether no file was sent."""
        return not self.upload_in(payload)

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Give the name of the file."""
        del locale
        name = stored(payload, "name")
        return name if isinstance(name, str) else ""

    def upload_in(self, payload: object) -> str:
        """Give the key of the upload; empty when there is none."""
        key = stored(payload, "upload")
        return key if isinstance(key, str) else ""

    def right_fields(self, locale: str) -> Fields:
        """Name an upload, for there is none before it is sent."""
        del locale
        return {FIELD: ["upload-of-a-file", f"letter.{self.kinds[0]}"]}

    def by_hand_in(self, locale: str) -> HandView:
        """Show the rubric and what files are taken."""
        return HandView(self.criteria(locale), kinds=self.kinds, megabytes=self.megabytes)
