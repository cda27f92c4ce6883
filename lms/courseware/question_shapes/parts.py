"""How lists to choose from are written in questions of several parts."""

from lms.courseware.question_shapes.base import Findings
from lms.courseware.questions import Choice
from lms.courseware.questions.wording import normalised
from lms.courseware.shapes import Key, Lines, Shape
from lms.courseware.texts import Text

WIDEST = 60  # characters; a list on a phone shows few of them


class ChoiceOptionShape(Shape):
    """An option of a list: plain text, for that is all a list can show."""

    key: Key
    text: Lines
    keep_last: bool = False

    def made(self, *, correct: bool = False) -> Choice:
        """Make the option."""
        text = Text.of(self.text)
        return Choice(key=self.key, text=text, correct=correct, keep_last=self.keep_last)


def of_a_list(options: list[ChoiceOptionShape], *path: str | int) -> Findings:
    """Find options that read the same or are too long for a list; `path` leads to them."""
    for language in options[0].text:
        said = [normalised(option.text[language]) for option in options]
        if len(set(said)) < len(said):
            yield "same-options", path, {}
            break
    for index, option in enumerate(options):
        if max(map(len, option.text.values())) > WIDEST:
            yield "wide-option", (*path, index, "text"), {"limit": str(WIDEST)}
