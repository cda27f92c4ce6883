"""Reads a lesson: one file per language, with front matter that has to agree."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from lms.courseware.lined import Lined, parse
from lms.courseware.reading import Reading
from lms.courseware.shape_problems import checked
from lms.courseware.shapes import LessonShape
from lms.courseware.syllabus import Lesson, Source, Term
from lms.courseware.texts import ByLanguage, Html, Text

T = TypeVar("T")
LARGEST_SOURCE = 64 * 1024
LARGE_HTML = 15 * 1024
FENCE = "---"


@dataclass(frozen=True, slots=True)
class Version:
    """A lesson in one language; `bytes` counts HTML and pictures."""

    file: str
    shape: LessonShape
    lined: Lined
    html: str
    bytes: int


def read_lesson(reading: Reading, module: str, key: str, line: int) -> Lesson | None:
    """Read a lesson named at `line` of course.yaml; None if there is something to mend."""
    versions: dict[str, Version] = {}
    for language in reading.languages:
        file = f"{module}/{key}.{language}.md"
        if file not in reading.bundle:
            reading.say("no-file", file, at=str(line))
            continue
        version = read_version(reading, file, language)
        if version:
            versions[language] = version
    compare(reading, list(versions.values()))
    return made(module, key, versions) if len(versions) == len(reading.languages) else None


def read_version(reading: Reading, file: str, language: str) -> Version | None:
    """Read one language of a lesson; None if its front matter cannot be used."""
    size = len(reading.bundle[file])
    if size > LARGEST_SOURCE:
        reading.used.add(file)
        reading.say("lesson-too-long", file, kilobytes=str(size // 1024))
        return None
    text = reading.text(file)
    parts = divided(reading, file, text) if text is not None else None
    if parts is None:
        return None
    matter, body, body_line = parts
    lined, problems = parse(matter, file, first_line=2)
    reading.problems += problems
    if not body.strip():
        reading.say("no-body", file, body_line)
    html, used = reading.render(body, language, "lesson", (file, body_line))
    shape = None
    if lined:
        shape, problems = checked(LessonShape, lined, file, reading.languages)
        reading.problems += problems
    if lined is None or shape is None:
        return None
    check_dates(reading, file, shape, lined)
    html_bytes = len(html.encode())
    if html_bytes > LARGE_HTML:
        reading.say("heavy-lesson", file, kilobytes=str(-(-html_bytes // 1024)))
    pictures = (reading.files[path] for path in used if path in reading.files)
    shown = sum(picture.bytes for picture in pictures if f'src="{picture.url}"' in html)
    return Version(file, shape, lined, html, html_bytes + shown)


def divided(reading: Reading, file: str, text: str) -> tuple[str, str, int] | None:
    """Give the front matter, the Markdown, and the line on which the Markdown begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        reading.say("no-front-matter", file, 1)
        return None
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == FENCE:
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1
    reading.say("open-front-matter", file, 1)
    return None


def check_dates(reading: Reading, file: str, shape: LessonShape, lined: Lined) -> None:
    """Check what states law: it has sources, and a day of review that is still to come."""
    if shape.law_as_of and not shape.sources:
        reading.say("law-without-sources", file, lined.line(["law_as_of"]))
    if shape.review_by is None:
        return
    line = lined.line(["review_by"])
    if shape.law_as_of and shape.review_by <= shape.law_as_of:
        reading.say("review-before-law", file, line)
    if reading.today and shape.review_by < reading.today:
        reading.say("past-review", file, line, day=shape.review_by.isoformat())


EQUAL: dict[str, Callable[[LessonShape], object]] = {
    "minutes": lambda shape: shape.minutes,
    "law_as_of": lambda shape: shape.law_as_of or "none",
    "review_by": lambda shape: shape.review_by or "none",
    "sources": lambda shape: len(shape.sources),
    "action": lambda shape: "given" if shape.action else "none",
}


def compare(reading: Reading, versions: list[Version]) -> None:
    """Check that the languages of a lesson agree with the first of them."""
    for other in versions[1:]:
        first = versions[0]
        for field, value in EQUAL.items():
            here, there = value(other.shape), value(first.shape)
            if here != there:
                line = other.lined.line([field])
                said = {"here": str(here), "there": str(there)}
                reading.say("not-equal", other.file, line, field=field, **said, other=first.file)
        if len(other.shape.terms) != len(first.shape.terms):
            reading.say(
                "terms-differ",
                other.file,
                other.lined.line(["terms"]),
                here=str(len(other.shape.terms)),
                there=str(len(first.shape.terms)),
                other=first.file,
            )


def made(module: str, key: str, versions: dict[str, Version]) -> Lesson:
    """Put the languages of a lesson together."""
    first = next(iter(versions.values())).shape

    def each(value: Callable[[Version], T]) -> dict[str, T]:
        return {language: value(version) for language, version in versions.items()}

    return Lesson(
        module=module,
        key=key,
        title=Text.of(each(lambda v: v.shape.title)),
        minutes=first.minutes,
        html=Html.of(each(lambda v: v.html)),
        terms=ByLanguage.of(each(lambda v: tuple(Term(t.term, t.meaning) for t in v.shape.terms))),
        sources=ByLanguage.of(
            each(lambda v: tuple(Source(s.label, s.url) for s in v.shape.sources))
        ),
        bytes=ByLanguage.of(each(lambda v: v.bytes)),
        action=Text.of(each(lambda v: v.shape.action or "")) if first.action else None,
        law_as_of=first.law_as_of,
        review_by=first.review_by,
    )
