"""Writes questions as Moodle XML, one language at a time; our keys travel as names and ids."""

from collections.abc import Callable, Iterator
from types import MappingProxyType

from lms.courseware.exchange import common, extras
from lms.courseware.exchange.exporting import Outgoing, in_language, without_kind
from lms.courseware.exchange.moodle.texts import cdata, written
from lms.courseware.exchange.numbers import plain
from lms.courseware.exchange.rows import Remarks, Values, Written

NAME = "Moodle XML"
COMMON = frozenset({"text", "feedback", "marks", "tags", "hints"})
NATIVE_OF_OPTION = frozenset({"text", "correct", "feedback"})
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def write_moodle(outgoing: Outgoing) -> Written:
    """Write all questions that have the language and whose kind Moodle has."""
    parts, left_out = [HEAD], []
    for question in outgoing.questions:
        remarks = Remarks()
        if question["type"] not in WRITE:
            without_kind(question, NAME, remarks)
        elif in_language(question, outgoing.language, remarks):
            parts.append("\n".join(lines_of(question, outgoing, remarks)))
        if remarks.found:
            left_out.append((question["key"], tuple(remarks.found)))
    return Written(("".join(parts) + "</quiz>\n").encode(), tuple(left_out))


def lines_of(question: Values, outgoing: Outgoing, remarks: Remarks) -> Iterator[str]:
    """Write one question."""
    language, files = outgoing.language, outgoing.files
    name, write, native = WRITE[question["type"]]
    beside = extras.beside(question, language, COMMON | native, NATIVE_OF_OPTION)
    extras.tell(beside, remarks, NAME)
    yield f'<question type="{name}">'
    if beside:
        yield f"<?{extras.MARK} {extras.dumped(beside)}?>"
    yield f"<name><text>{question['key']}</text></name>"
    yield written("questiontext", question["text"][language], files)
    yield written("generalfeedback", question.get("feedback", {}).get(language, ""), files)
    yield f"<defaultgrade>{question.get('marks', 1)}</defaultgrade>"
    yield "<penalty>0</penalty><hidden>0</hidden>"
    yield f"<idnumber>{question['key']}</idnumber>"
    yield from write(question, outgoing)
    for hint in question.get("hints", []):
        yield written("hint", hint[language], files)
    if question.get("tags"):
        tags = "".join(f"<tag><text>{tag}</text></tag>" for tag in question["tags"])
        yield f"<tags>{tags}</tags>"
    yield "</question>\n"


def answer(text: str, fraction: str, feedback: str, outgoing: Outgoing) -> str:
    """Write one answer with Markdown in it."""
    comment = written("feedback", feedback, outgoing.files)
    return (
        f'<answer fraction="{fraction}" format="markdown"><text>{cdata(text)}</text>'
        f"{comment}</answer>"
    )


def plain_answer(text: str, more: str = "", fraction: str = "100") -> str:
    """Write one answer that is compared as it is."""
    return (
        f'<answer fraction="{fraction}" format="plain_text"><text>{cdata(text)}</text>'
        f'{more}<feedback format="html"><text></text></feedback></answer>'
    )


def write_options(question: Values, outgoing: Outgoing) -> Iterator[str]:
    """Options with weights."""
    yield f"<single>{str(question['type'] == 'single').lower()}</single>"
    yield "<shuffleanswers>true</shuffleanswers><answernumbering>none</answernumbering>"
    weights = common.weights_of(question)
    for option, weight in zip(question["options"], weights, strict=True):
        feedback = option.get("feedback", {}).get(outgoing.language, "")
        yield answer(option["text"][outgoing.language], weight, feedback, outgoing)


def write_truth(question: Values, outgoing: Outgoing) -> Iterator[str]:
    """A statement."""
    del outgoing
    for word, is_true in (("true", True), ("false", False)):
        yield plain_answer(word, fraction="100" if question["answer"] is is_true else "0")


def write_number(question: Values, outgoing: Outgoing) -> Iterator[str]:
    """A number with tolerance and unit."""
    tolerance = plain(question.get("tolerance", 0))
    yield plain_answer(plain(question["answer"]), f"<tolerance>{tolerance}</tolerance>")
    if "unit" in question:
        unit = cdata(question["unit"][outgoing.language])
        yield f"<units><unit><multiplier>1</multiplier><unit_name>{unit}</unit_name></unit></units>"
        yield "<unitgradingtype>0</unitgradingtype><showunits>3</showunits>"


def write_short(question: Values, outgoing: Outgoing) -> Iterator[str]:
    """Words that are accepted."""
    yield "<usecase>0</usecase>"
    for accepted in question["accept"][outgoing.language]:
        yield plain_answer(accepted)


def write_pairs(question: Values, outgoing: Outgoing) -> Iterator[str]:
    """Pairs, then what belongs to nothing."""
    yield "<shuffleanswers>true</shuffleanswers>"
    for left, right in common.pairs_of(question, outgoing.language):
        inner = f"<answer><text>{cdata(right)}</text></answer>"
        yield written("subquestion", left, {}, inner)


def write_order(question: Values, outgoing: Outgoing) -> Iterator[str]:
    """Things in their right order."""
    is_kinder = question.get("credit") == "neighbours"
    grading = "RELATIVE_NEXT_EXCLUDE_LAST" if is_kinder else "ABSOLUTE_POSITION"
    yield "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
    yield f"<selectcount>0</selectcount><gradingtype>{grading}</gradingtype>"
    for place, item in enumerate(question["items"], 1):
        yield answer(item["text"][outgoing.language], str(place), "", outgoing)


Write = Callable[[Values, Outgoing], Iterator[str]]
# By our kind: its name in Moodle, how it is written, what it carries by itself.
WRITE: MappingProxyType[str, tuple[str, Write, frozenset[str]]] = MappingProxyType(
    {
        "single": ("multichoice", write_options, frozenset({"options"})),
        "multiple": ("multichoice", write_options, frozenset({"options"})),
        "true-false": ("truefalse", write_truth, frozenset({"answer"})),
        "number": ("numerical", write_number, frozenset({"answer", "tolerance", "unit"})),
        "short": ("shortanswer", write_short, frozenset({"accept"})),
        "matching": ("matching", write_pairs, frozenset({"parts", "options"})),
        "ordering": ("ordering", write_order, frozenset({"items", "credit"})),
    }
)
