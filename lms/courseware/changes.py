"""What may not change between two editions of a course, because answers already refer to it."""

from lms.courseware.advice import say
from lms.courseware.problems import Problem
from lms.courseware.questions import Question
from lms.courseware.syllabus import Quiz, Syllabus


def compare(old: Syllabus, new: Syllabus) -> list[Problem]:
    """Find questions that change their type under an old key (error), and items their kind.

    Problems name the quiz file; they have no line, as a syllabus does not know of lines.
    """
    before = {item.path: item for item in old.items}
    problems = []
    for item in new.items:
        was = before.get(item.path)
        if was is None:
            continue
        if was.kind != item.kind:
            problems.append(
                say("kind-changed", "course.yaml", path=item.path, old=was.kind, new=item.kind)
            )
        elif isinstance(was, Quiz) and isinstance(item, Quiz):
            problems += changed_types(was, item)
    return sorted(problems)


def changed_types(old: Quiz, new: Quiz) -> list[Problem]:
    """Find the questions of a quiz whose type is another one now."""
    before: dict[str, Question] = {question.key: question for question in old.questions}
    return [
        say(
            "type-changed",
            f"{new.path}.quiz.yaml",
            key=question.key,
            old=before[question.key].type,
            new=question.type,
        )
        for question in new.questions
        if question.key in before and before[question.key].type != question.type
    ]
