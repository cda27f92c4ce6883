"""The columns of the plain table: their names in both languages, and which part each one is.

`text`, `option 2 ru`, `feedback 2 en`: a name, a number where there are several, a language where
the table has more than one.
"""

import re
from typing import NamedTuple

# What a column may be called; the first name is the one we write.
NAMES: dict[str, tuple[str, ...]] = {
    "key": ("key", "id", "ключ"),
    "type": ("type", "тип"),
    "text": ("text", "question", "текст", "вопрос"),
    "right": ("right", "correct", "answer", "верно", "правильно", "ответ"),
    "option": ("option", "вариант"),
    "why": ("why", "option feedback", "почему", "пояснение к варианту"),
    "match": ("match", "пара"),
    "name": ("option key", "ключ варианта"),
    "last": ("keep last", "в конце"),
    "feedback": ("feedback", "explanation", "пояснение", "объяснение"),
    "tolerance": ("tolerance", "допуск"),
    "unit": ("unit", "единица"),
    "credit": ("credit", "зачёт", "зачет"),
    "marks": ("marks", "points", "баллы", "балл"),
    "lesson": ("lesson", "урок"),
    "source": ("source", "источник"),
    "tags": ("tags", "метки"),
    "more": ("more", "ещё", "еще"),
}
KNOWN = {name: part for part, names in NAMES.items() for name in names}
SEVERAL = frozenset({"option", "match", "why", "name", "last"})
PER_LANGUAGE = frozenset({"text", "option", "match", "why", "feedback", "unit", "source"})
MOST_COLUMNS = 400
LANGUAGE = re.compile(r"(.+?) ?[ (\[]([a-z]{2})[)\]]?")
NUMBERED = re.compile(r"(\D+?) ?(\d{1,3})?")


class Column(NamedTuple):
    """Which part of a question stands in a column; `language` is empty where none is named."""

    part: str
    number: int = 0
    language: str = ""

    @property
    def heading(self) -> str:
        """Write the heading of the column."""
        number = f" {self.number}" if self.number else ""
        language = f" {self.language}" if self.language else ""
        return f"{NAMES[self.part][0]}{number}{language}"


def column(heading: str) -> Column | None:
    """Read a heading; None for one nobody knows."""
    words = " ".join(heading.split()).casefold()[:60]
    named = LANGUAGE.fullmatch(words)
    for name, language in ((words, ""), (named[1], named[2]) if named else ("", "")):
        found = NUMBERED.fullmatch(name)
        part = KNOWN.get(found[1].strip()) if found else None
        if part and found:
            number = int(found[2] or 1) if part in SEVERAL else 0
            return Column(part, number, language if part in PER_LANGUAGE else "")
    return None
