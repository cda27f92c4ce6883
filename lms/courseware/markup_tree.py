"""What is done to a text between Markdown and HTML: links, pictures, tables, boxes, tasks."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from lms.courseware.allow_list import EXTERNAL, KINDS, LABEL
from lms.courseware.pictures import SIZES, extension
from lms.courseware.syllabus import CourseFile

LESSON = re.compile(r"lesson:([a-z][a-z0-9-]*/[a-z][a-z0-9-]*)")
TASK = re.compile(r"\[([ xX])\]\s+")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WORDS = {
    "en": {
        "table": "Table", "back": "Back to the text, note {}",
        "note": "Note", "example": "Example", "action": "Action", "warning": "Warning",
        "tool": "Tool", "question": "Question",
    },
    "ru": {
        "table": "Таблица", "back": "Назад к тексту, сноска {}",
        "note": "Примечание", "example": "Пример", "action": "Действие", "warning": "Внимание",
        "tool": "Инструмент", "question": "Вопрос",
    },
}  # fmt: skip


class TooSlow(Exception):
    """Laying out one text took longer than the budget."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What texts of a course may refer to: its key, its files by path, its lessons and quizzes."""

    course: str
    files: Mapping[str, CourseFile]
    items: frozenset[str]


@dataclass(slots=True)
class Findings:
    """What one text refers to and what is wrong with it: code, a bit of its source, values."""

    language: str
    surroundings: Surroundings
    deadline: float
    problems: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def add(self, code: str, near: str = "", **values: str) -> None:
        """Note a problem; `near` is a bit of source by which the line is found."""
        self.problems.append((code, near, values))

    def word(self, name: str) -> str:
        """Give a word of our own in the language of the text."""
        return WORDS.get(self.language, WORDS["en"])[name]

    def check_time(self) -> None:
        """Raise TooSlow when the budget is spent."""
        if time.monotonic() > self.deadline:
            raise TooSlow


def scroll_region(table: Element, label: str) -> Element:
    """Put a table into a region that scrolls by keyboard too."""
    region = Element(
        "div", {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": label}
    )
    region.append(table)
    region.tail, table.tail = table.tail, None
    return region


def label_cells(table: Element) -> None:
    """Tell every cell the heading of its column: on a phone a row stands as a list of them."""
    headings = ["".join(cell.itertext()).strip() for cell in table.iterfind("thead/tr/th")]
    for row in table.iterfind("tbody/tr"):
        for name, one in zip(headings, row, strict=False):
            if LABEL.fullmatch(name):
                one.set("data-label", name)


def heading(element: Element, before: int, findings: Findings) -> int:
    """Check the level of a heading and give it."""
    level = HEADINGS.index(str(element.tag)) + 1
    words = "".join(element.itertext())
    if level == 1:
        findings.add("heading-one", words)
    elif level > max(before, 1) + 1:
        findings.add("heading-jump", words)
    return level


def link(element: Element, findings: Findings) -> None:
    """Give a link its address; what leads nowhere or elsewhere is a problem."""
    target = element.get("href", "")
    if element.get("class", "").startswith("footnote-"):
        return
    for name in list(element.attrib):
        del element.attrib[name]
    lesson = LESSON.fullmatch(target)
    if lesson:
        if lesson[1] not in findings.surroundings.items:
            findings.add("no-lesson", target, target=lesson[1])
        element.set("href", f"/courses/{findings.surroundings.course}/{lesson[1]}/")
    elif target.startswith("files/"):
        file = findings.surroundings.files.get(unquote(target))
        findings.used.add(unquote(target))
        if file is None:
            findings.add("no-hand-out", target, path=unquote(target))
        else:
            element.set("href", file.url)
    elif EXTERNAL.fullmatch(target):
        element.set("href", target)
        element.set("rel", "noopener noreferrer")
    else:
        findings.add("bad-link", target, target=target)


def picture(element: Element, findings: Findings) -> None:
    """Give a picture its address and size; it needs a file of the course and a description."""
    target, alternative = unquote(element.get("src", "")), element.get("alt", "").strip()
    for name in list(element.attrib):
        del element.attrib[name]
    element.set("alt", alternative)
    if not alternative:
        findings.add("no-alternative", target)
    if not target.startswith("files/"):
        findings.add("picture-elsewhere", target)
        return
    file = findings.surroundings.files.get(target)
    findings.used.add(target)
    if file is None:
        findings.add("no-picture", target, path=target)
    elif extension(target) not in (*SIZES, "svg"):
        findings.add("not-a-picture-link", target, path=target)
    else:
        element.set("src", file.url)
        element.set("loading", "lazy")
        if file.width and file.height:
            element.set("width", str(file.width))
            element.set("height", str(file.height))


def box(element: Element, findings: Findings) -> None:
    """Check the kind of a box and say it in the language of the text where no title is given."""
    classes = element.get("class", "").split()
    if element.tag == "div" and "admonition" not in classes:
        return
    kinds = [name for name in classes if name != "admonition"]
    known = KINDS if element.tag == "details" else KINDS[:-1]
    for kind in kinds:
        if kind not in known:
            mark = "???" if element.tag == "details" else "!!!"
            findings.add("unknown-kind", f"{mark} {kind}", kind=kind, known=", ".join(known))
    title = element[0] if len(element) else None
    if title is not None and kinds and title.text == kinds[0].capitalize() and kinds[0] in KINDS:
        title.text = findings.word(kinds[0])


def item(element: Element, findings: Findings) -> None:
    """Show `[ ]` and `[x]` at the beginning of a list item as a box and a ticked box."""
    del findings
    holder = element[0] if len(element) and element[0].tag == "p" else element
    task = TASK.match(holder.text or "")
    if task:
        element.set("class", "task")
        holder.text = ("☐ " if task[1] == " " else "☑ ") + (holder.text or "")[task.end() :]


def cell(element: Element, findings: Findings) -> None:
    """Say how a cell is aligned by a class, as styles are not allowed."""
    del findings
    side = element.attrib.pop("align", None)
    if side in ("right", "center"):
        element.set("class", side)


STEPS = {
    "a": link, "img": picture, "div": box, "details": box, "li": item, "td": cell, "th": cell,
}  # fmt: skip
