"""What course.yaml says of modules and items; a quiz is written into it without touching more."""

import re
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext
from lms.courseware.lined import Lined, parse

ITEM = re.compile(r"(\s*)-(\s+)\S")


class OutlineUnreadable(Refusal):
    """course.yaml cannot be read, or has not the module asked for."""

    text = lazy_gettext("course.yaml cannot be read, or this module is not in it. Mend it first.")


class KeyTaken(Refusal):
    """Another item of the module has this key."""

    text = lazy_gettext("A lesson of this module has this key already. Choose another one.")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A module as course.yaml names it: key, title by language, keys of lessons and of quizzes."""

    key: str
    title: dict[str, str]
    lessons: tuple[str, ...]
    quizzes: tuple[str, ...]


def chapters(text: str) -> list[Chapter]:
    """Give the modules in order; what cannot be made out is left out, so this never fails."""
    lined, _ = parse(text, "course.yaml")
    return [_chapter(module) for module in _modules(lined) if isinstance(module.get("key"), str)]


def languages(text: str) -> tuple[str, ...]:
    """Give the languages of the course, as far as they can be made out."""
    lined, _ = parse(text, "course.yaml")
    named = lined.value.get("languages") if lined and isinstance(lined.value, dict) else None
    found = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    return tuple(dict.fromkeys(found))


def _modules(lined: Lined | None) -> list[dict[str, Any]]:
    value = lined.value if lined else None
    modules = value.get("modules") if isinstance(value, dict) else None
    return [one for one in modules if isinstance(one, dict)] if isinstance(modules, list) else []


def _chapter(module: dict[str, Any]) -> Chapter:
    listed = module.get("items")
    items = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    title = module.get("title")
    return Chapter(
        key=module["key"],
        title={str(k): str(v) for k, v in title.items()} if isinstance(title, dict) else {},
        lessons=tuple(str(item["lesson"]) for item in items if item.get("lesson")),
        quizzes=tuple(str(item["quiz"]) for item in items if item.get("quiz")),
    )


def chapter(text: str, key: str) -> Chapter:
    """Give one module; raises OutlineUnreadable where it is not there."""
    for one in chapters(text):
        if one.key == key:
            return one
    raise OutlineUnreadable


def with_quiz(text: str, module: str, quiz: str) -> str:
    """Give course.yaml with the quiz as the last item of the module; unchanged where it is there.

    Raises OutlineUnreadable and KeyTaken.
    """
    there = chapter(text, module)
    if quiz in there.quizzes:
        return text
    if quiz in there.lessons:
        raise KeyTaken
    wanted = _value(text)
    for one in wanted["modules"]:
        if isinstance(one, dict) and one.get("key") == module:
            one["items"].append({"quiz": quiz})
    for write in (_inserted, _rewritten):
        written = write(text, module, quiz)
        if _value(written) == wanted:
            return written
    raise OutlineUnreadable


def _value(text: str) -> Any:
    lined, _ = parse(text, "course.yaml")
    return lined.value if lined else None


def _inserted(text: str, module: str, quiz: str) -> str:
    """Write one line below the last item of the module and what belongs to it, as far in."""
    lined, _ = parse(text, "course.yaml")
    if lined is None:
        return text
    index = [one.get("key") for one in _modules(lined)].index(module)
    last = len(_modules(lined)[index].get("items", [])) - 1
    lines = text.split("\n")
    place = lined.line(["modules", index, "items", last])
    found = ITEM.match(lines[place - 1])
    if last < 0 or not found:
        return text
    inner = re.compile(rf"{found[1]}\s+\S")
    while place < len(lines) and inner.match(lines[place]):
        place += 1
    return "\n".join([*lines[:place], f"{found[1]}-{found[2]}quiz: {quiz}", *lines[place:]])


def _rewritten(text: str, module: str, quiz: str) -> str:
    """Write the whole file again, comments kept: for items that stand on one line."""
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    for one in document["modules"]:
        if one["key"] == module:
            one["items"].append({"quiz": quiz})
    out = StringIO()
    yaml.dump(document, out)
    return out.getvalue()
