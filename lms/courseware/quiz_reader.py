"""Reads a quiz: a policy and questions, every text in every language."""

from collections.abc import Mapping
from typing import TypeVar

from lms.courseware.lined import Lined, parse
from lms.courseware.markup import Kind
from lms.courseware.policy_checks import check_policy
from lms.courseware.question_shapes import ChoiceShape, QuestionShape, SingleShape
from lms.courseware.questions import Question
from lms.courseware.quiz_shapes import QuizShape
from lms.courseware.reading import Reading
from lms.courseware.shape_problems import checked
from lms.courseware.syllabus import Quiz
from lms.courseware.texts import Html, Text

T = TypeVar("T")
ENOUGH = 4  # below so many questions a pattern is chance
MANY = 0.75


class QuestionWriter:
    """Renders the texts of one question and knows on which line each stands."""

    def __init__(self, reading: Reading, file: str, lined: Lined, *path: str | int) -> None:
        self._reading, self._file, self._lined, self._path = reading, file, lined, path

    def block(self, texts: Mapping[str, str], *path: str | int) -> Html:
        """Render paragraphs and lists."""
        return self._html(texts, path, is_line=False)

    def line(self, texts: Mapping[str, str], *path: str | int) -> Html:
        """Render one line without links."""
        return self._html(texts, path, is_line=True)

    def _html(
        self, texts: Mapping[str, str], path: tuple[str | int, ...], *, is_line: bool
    ) -> Html:
        html = {}
        for language, text in texts.items():
            line = self._lined.line([*self._path, *path, language])
            kind: Kind = "line" if is_line else "block"
            html[language], _ = self._reading.render(text, language, kind, (self._file, line))
        return Html.of(html)


def read_quiz(reading: Reading, module: str, key: str, line: int) -> Quiz | None:
    """Read a quiz named at `line` of course.yaml; None if there is something to mend."""
    file = f"{module}/{key}.quiz.yaml"
    if file not in reading.bundle:
        reading.say("no-file", file, at=str(line))
        return None
    text = reading.text(file)
    lined, problems = parse(text, file) if text is not None else (None, [])
    reading.problems += problems
    if lined is None:
        return None
    shape, problems = checked(QuizShape, lined, file, reading.languages)
    reading.problems += problems
    if shape is None:
        return None
    find_patterns(reading, file, lined, shape)
    check_policy(reading, file, lined, shape)
    return Quiz(
        module=module,
        key=key,
        title=Text.of(shape.title),
        intro=QuestionWriter(reading, file, lined).block(shape.intro, "intro")
        if shape.intro
        else None,
        policy=shape.policy.made(),
        questions=read_questions(reading, file, lined, (module, shape)),
    )


def read_questions(
    reading: Reading, file: str, lined: Lined, content: tuple[str, QuizShape]
) -> tuple[Question, ...]:
    """Make the questions and check what does not agree inside and among them."""
    module, shape = content
    first: dict[str, int] = {}
    made = []
    for index, question in enumerate(shape.questions):
        line = lined.line(["questions", index, "key"])
        if question.key in first:
            reading.say("twice", file, line, key=question.key, at=str(first[question.key]))
        first.setdefault(question.key, line)
        check_question(reading, file, lined, (index, question))
        if question.lesson and question.lesson not in reading.lessons[module]:
            where = lined.line(["questions", index, "lesson"])
            reading.say("no-such-lesson", file, where, key=question.lesson)
        writer = QuestionWriter(reading, file, lined, "questions", index)
        common = question.common(writer, module, reading.languages)
        made.append(question.made(writer, common))
    return tuple(made)


def check_question(
    reading: Reading, file: str, lined: Lined, numbered: tuple[int, QuestionShape]
) -> None:
    """Tell what a question finds about itself."""
    index, question = numbered
    for code, path, values in question.findings():
        said = dict(values)
        if "first" in said:
            there: list[str | int] = ["questions", index, path[0], int(said.pop("first")), "key"]
            said["at"] = str(lined.line(there))
        reading.say(code, file, lined.line(["questions", index, *path]), **said)


def find_patterns(reading: Reading, file: str, lined: Lined, shape: QuizShape) -> None:
    """Warn of answers that can be guessed by their length or their place."""
    singles = [q for q in shape.questions if isinstance(q, SingleShape) and q.right == 1]
    if len(singles) < ENOUGH:
        return
    line = lined.line(["questions"])
    for language in reading.languages:
        longest = sum(longest_is_right(question, language) for question in singles)
        if longest >= MANY * len(singles):
            said = {"count": str(longest), "total": str(len(singles))}
            reading.say("longest-is-right", file, line, **said)
            break
    places = {[o.correct for o in question.options].index(True) for question in singles}
    if len(places) == 1 and not shape.policy.shuffle_options:
        reading.say("same-place", file, line, place=str(places.pop() + 1))


def longest_is_right(question: ChoiceShape, language: str) -> bool:
    """Say whether the right option has more characters than each of the others."""
    lengths = [(len(option.text[language]), option.correct) for option in question.options]
    right = max(length for length, correct in lengths if correct)
    return all(length < right for length, correct in lengths if not correct)
