"""The kinds of question in the plain table, read and written: a function of each sort."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import common
from lms.courseware.exchange.keys import in_turn, is_key
from lms.courseware.exchange.numbers import as_written, decimal, plain
from lms.courseware.exchange.rows import QuestionRefused, Remarks, Values
from lms.courseware.exchange.table.columns import Column

Cells = dict[Column, str]
TRUE = frozenset({"true", "t", "yes", "1", "верно", "да", "истина", "правда"})
FALSE = frozenset({"false", "f", "no", "0", "неверно", "нет", "ложь", "неправда"})
BETWEEN = re.compile(r"\s*[;,/ ]\s*")
KINDS = {
    "single": "single", "single choice": "single", "один": "single", "один ответ": "single",
    "multiple": "multiple", "multiple choice": "multiple", "несколько": "multiple",
    "несколько ответов": "multiple", "true-false": "true-false", "true/false": "true-false",
    "true false": "true-false", "верно-неверно": "true-false", "верно/неверно": "true-false",
    "number": "number", "число": "number", "short": "short", "short answer": "short",
    "matching": "matching", "ordering": "ordering",
    "пары": "matching", "соответствие": "matching", "порядок": "ordering",
    "слово": "short", "короткий ответ": "short",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """The filled cells of one line by column."""

    cells: Mapping[Column, str]
    language: str

    def word(self, part: str) -> str:
        """Give the cell of a column that has no language and no number, or nothing."""
        return self.cells.get(Column(part), "")

    def texts(self, part: str, number: int = 0, *, guess: bool = True) -> dict[str, str]:
        """Give the texts of a part by language; without a language it is that of the file."""
        found = {
            one.language or self.language: cell
            for one, cell in self.cells.items()
            if one.part == part and one.number == number and (one.language or guess)
        }
        return dict(sorted(found.items()))

    def numbers(self, part: str) -> list[int]:
        """Give the numbers of a part that has several."""
        return sorted({one.number for one in self.cells if one.part == part})


def kind_of(line: Line) -> str:
    """Give our kind of question for the word in the column `type`; raises QuestionRefused."""
    word = line.word("type").casefold()
    if word not in KINDS:
        raise QuestionRefused(
            lazy_gettext(
                "“%(kind)s” is no type. Write one of: %(known)s.",
                kind=word[:40],
                known=", ".join(READ),
            )
        )
    return KINDS[word]


def right_numbers(line: Line) -> set[int]:
    """Give the numbers of the right options: `2`, or `1; 3`."""
    written = line.word("right")
    parts = [part for part in BETWEEN.split(written) if part]
    if not parts or not all(part.isdigit() and len(part) < 4 for part in parts):
        raise QuestionRefused(
            lazy_gettext("In the column “right” stand numbers of options: 2, or 1; 3.")
        )
    return {int(part) for part in parts}


def options(line: Line, remarks: Remarks) -> Values:
    """Options; the column `right` says which are right by their numbers."""
    del remarks
    numbers, right = line.numbers("option"), right_numbers(line)
    if len(numbers) < 2 or len(numbers) > 20:
        raise QuestionRefused(lazy_gettext("A question has 2 to 20 options."))
    if not right <= set(numbers):
        raise QuestionRefused(lazy_gettext("The column “right” names an option that is not there."))
    if kind_of(line) == "single" and len(right) != 1:
        raise QuestionRefused(lazy_gettext("A question of this type has exactly one right option."))
    written = []
    for number, usual in zip(numbers, in_turn(len(numbers)), strict=True):
        key = line.cells.get(Column("name", number), usual)
        values: Values = {"key": key if is_key(key) else usual}
        if number in right:
            values["correct"] = True
        values["text"] = line.texts("option", number)
        if line.texts("why", number):
            values["feedback"] = line.texts("why", number)
        if line.cells.get(Column("last", number), "").casefold() in TRUE | {"x", "+"}:
            values["keep_last"] = True
        written.append(values)
    credit = {"credit": line.word("credit")} if line.word("credit") else {}
    return {"options": written} | credit


def truth(line: Line, remarks: Remarks) -> Values:
    """A statement."""
    del remarks
    word = line.word("right").casefold()
    if word not in TRUE | FALSE:
        raise QuestionRefused(lazy_gettext("In the column “right” stands true or false."))
    return {"answer": word in TRUE}


def number(line: Line, remarks: Remarks) -> Values:
    """A number."""
    del remarks
    values: Values = {"answer": as_written(decimal(line.word("right")))}
    if line.word("tolerance"):
        values["tolerance"] = as_written(abs(decimal(line.word("tolerance"))))
    if line.texts("unit"):
        values["unit"] = line.texts("unit")
    return values


def short(line: Line, remarks: Remarks) -> Values:
    """Words that are accepted: each is an option."""
    del remarks
    accept: dict[str, list[str]] = {}
    for each in line.numbers("option"):
        for language, text in line.texts("option", each).items():
            accept.setdefault(language, []).append(text)
    if not accept and line.word("right"):
        accept = {line.language: [line.word("right")]}
    if not accept:
        raise QuestionRefused(lazy_gettext("No accepted answer is given. Write one."))
    return {"accept": dict(sorted(accept.items()))}


def matching(line: Line, remarks: Remarks) -> Values:
    """Pairs: `option 1` with `match 1`; a match without an option belongs to nothing."""
    numbers = sorted({*line.numbers("option"), *line.numbers("match")})
    pairs = [(line.texts("option", n), line.texts("match", n)) for n in numbers]
    values = common.matching(pairs, remarks)
    return {name: values[name] for name in ("parts", "options")}


def ordering(line: Line, remarks: Remarks) -> Values:
    """Options in their right order."""
    items = [line.texts("option", each) for each in line.numbers("option")]
    credit = {"credit": line.word("credit")} if line.word("credit") else {}
    return {"items": common.ordering(items, remarks)["items"]} | credit


READ: MappingProxyType[str, Callable[[Line, Remarks], Values]] = MappingProxyType(
    {
        "single": options,
        "multiple": options,
        "true-false": truth,
        "number": number,
        "short": short,
        "matching": matching,
        "ordering": ordering,
    }
)


def per_language(part: str, texts: Mapping[str, str], at: int = 0) -> Iterator[tuple[Column, str]]:
    """Give a cell for each language of a text."""
    for language, text in texts.items():
        yield Column(part, at, language), text


def write_options(question: Values) -> Iterator[tuple[Column, str]]:
    """Options, with numbers of the right ones."""
    listed = list(enumerate(question["options"], 1))
    yield Column("right"), "; ".join(str(n) for n, option in listed if option.get("correct"))
    for place, option in listed:
        yield Column("name", place), option["key"]
        yield from per_language("option", option["text"], place)
        yield from per_language("why", option.get("feedback", {}), place)
        if option.get("keep_last"):
            yield Column("last", place), "true"
    if "credit" in question:
        yield Column("credit"), question["credit"]


def write_truth(question: Values) -> Iterator[tuple[Column, str]]:
    """A statement."""
    yield Column("right"), str(question["answer"]).lower()


def write_number(question: Values) -> Iterator[tuple[Column, str]]:
    """A number."""
    yield Column("right"), plain(question["answer"])
    if "tolerance" in question:
        yield Column("tolerance"), plain(question["tolerance"])
    yield from per_language("unit", question.get("unit", {}))


def write_short(question: Values) -> Iterator[tuple[Column, str]]:
    """Words that are accepted."""
    for language, answers in question["accept"].items():
        for place, answer in enumerate(answers, 1):
            yield Column("option", place, language), answer


def write_pairs(question: Values) -> Iterator[tuple[Column, str]]:
    """Pairs, then what belongs to nothing."""
    said = {option["key"]: option["text"] for option in question["options"]}
    for place, part in enumerate(question["parts"], 1):
        yield from per_language("option", part["text"], place)
        yield from per_language("match", said[part["match"]], place)
    used = {part["match"] for part in question["parts"]}
    rest = [text for key, text in said.items() if key not in used]
    for place, text in enumerate(rest, len(question["parts"]) + 1):
        yield from per_language("match", text, place)


def write_order(question: Values) -> Iterator[tuple[Column, str]]:
    """Options in their right order."""
    for place, item in enumerate(question["items"], 1):
        yield from per_language("option", item["text"], place)
    if "credit" in question:
        yield Column("credit"), question["credit"]


Write = Callable[[Values], Iterator[tuple[Column, str]]]
WRITE: MappingProxyType[str, tuple[Write, frozenset[str]]] = MappingProxyType(
    {
        "single": (write_options, frozenset({"options", "credit"})),
        "multiple": (write_options, frozenset({"options", "credit"})),
        "true-false": (write_truth, frozenset({"answer"})),
        "number": (write_number, frozenset({"answer", "tolerance", "unit"})),
        "short": (write_short, frozenset({"accept"})),
        "matching": (write_pairs, frozenset()),
        "ordering": (write_order, frozenset({"credit"})),
    }
)
