"""What the readers of course, lesson and quiz share: the bundle, the languages, the findings."""

import re
from dataclasses import dataclass, field
from datetime import date

from lms.courseware.advice import say
from lms.courseware.bundle import Bundle
from lms.courseware.markup import Kind, Renderer
from lms.courseware.problems import Problem
from lms.courseware.syllabus import CourseFile

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(slots=True)
class Reading:
    """One reading of one bundle; problems gather here, so that all are told at once."""

    bundle: Bundle
    languages: tuple[str, ...]
    lessons: dict[str, set[str]]
    files: dict[str, CourseFile]
    renderer: Renderer
    today: date | None = None
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def say(self, code: str, file: str, line: int = 0, **values: str) -> None:
        """Note a problem."""
        self.problems.append(say(code, file, line, **values))

    def text(self, path: str) -> str | None:
        """Give the text of a file of the bundle and count it as used; None if it is no text."""
        self.used.add(path)
        text, problems = text_of(path, self.bundle[path])
        self.problems += problems
        return text

    def render(
        self, source: str, language: str, kind: Kind, place: tuple[str, int]
    ) -> tuple[str, frozenset[str]]:
        """Render a text whose first line is at `place`; give its HTML and the files it uses."""
        file, line = place
        rendered = self.renderer.render(source, language, kind)
        self.used |= rendered.used
        for finding in rendered.findings:
            at = line + finding.line - 1 if kind == "lesson" else line
            self.say(finding.code, file, at, **finding.values)
        return rendered.html, rendered.used


def text_of(path: str, content: bytes) -> tuple[str | None, list[Problem]]:
    """Decode a file; line ends of other systems are read and a warning is given."""
    try:
        raw = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [say("not-utf8", path, content[: error.start].count(b"\n") + 1)]
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n")
    problems = [] if text == raw else [say("line-ends", path)]
    bad = CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        return None, [*problems, say("control-character", path, line)]
    return text, problems
