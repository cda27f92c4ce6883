"""The signs of GIFT: escapes, blocks between blank lines, comments, answers inside braces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

ESCAPES = {":": ":", "#": "#", "=": "=", "{": "{", "}": "}", "~": "~", "n": "\n", "\\": "\\"}
ESCAPED = re.compile(r"\\([:#={}~n\\])")
TO_ESCAPE = re.compile(r"[\\~=#{}:\n]")
BRACES = re.compile(r"\\.|[{}]")
TITLE = re.compile(r"::((?:\\.|:(?!:)|[^\\:])*)::", re.DOTALL)
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
MARKED = re.compile(r"\\.|[=~]", re.DOTALL)
HASHES = re.compile(r"\\.|#", re.DOTALL)
GENERAL = re.compile(r"\\.|####", re.DOTALL)
WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{1,9})?)%")
BEGINS = re.compile(r"::|//|\$CATEGORY")


@dataclass(slots=True)
class Block:
    """One question as it is written: its first line, its text, the comments above it."""

    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    category: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """Give the lines as one text."""
        return "\n".join(self.lines).strip()


class Choice(NamedTuple):
    """One answer inside the braces; `weight` is None where none is written."""

    is_right: bool
    weight: str | None
    text: str
    feedback: str


def blocks(text: str) -> Iterator[Block]:
    """Give the questions of a file: a blank line ends one, unless its braces are still open."""
    block = Block(0)
    category = ""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("//"):
            block.comments.append(bare[2:].strip())
        elif bare.startswith("$CATEGORY") and not block.lines:
            category = bare.partition(":")[2].strip()
        elif bare:
            if not block.lines:
                block.line, block.category = number, category
            block.lines.append(line)
            block.depth += depth_of(line)
        elif block.lines and (block.depth <= 0 or _begins_anew(lines, number)):
            yield block
            block = Block(0)
    if block.lines:
        yield block


def _begins_anew(lines: list[str], number: int) -> bool:
    """Say whether a question begins after this blank line though the last one is still open."""
    following = next((line.strip() for line in lines[number : number + 5] if line.strip()), "::")
    return BEGINS.match(following) is not None


def depth_of(line: str) -> int:
    """Give how many braces a line opens more than it closes."""
    return sum({"{": 1, "}": -1}.get(match[0], 0) for match in BRACES.finditer(line))


def answer_of(text: str) -> tuple[str, str | None, str, bool]:
    """Divide into before, answers and after; answers are None without braces.

    The last value says whether the braces are as they should be.
    """
    found = [match for match in BRACES.finditer(text) if match[0] in "{}"]
    if not found:
        return text, None, "", True
    first = found[0]
    last = next((one for one in found if one[0] == "}"), None)
    if first[0] == "}" or last is None or [one[0] for one in found] != ["{", "}"]:
        return text, None, "", False
    return text[: first.start()], text[first.end() : last.start()], text[last.end() :], True


def divided(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Divide at every sign of a pattern that is not escaped: pairs of sign and what follows."""
    pieces: list[tuple[str, str]] = []
    sign, begin = "", 0
    for match in pattern.finditer(text):
        if match[0].startswith("\\"):
            continue
        pieces.append((sign, text[begin : match.start()]))
        sign, begin = match[0], match.end()
    pieces.append((sign, text[begin:]))
    return pieces


def choices(text: str) -> list[Choice]:
    """Read `=right#why ~%50%partly` as answers; what stands before the first sign is passed."""
    found = []
    for sign, piece in divided(text, MARKED)[1:]:
        weight = WEIGHT.match(piece)
        rest = piece[weight.end() :] if weight else piece
        words, *comments = [part for _, part in divided(rest, HASHES)]
        found.append(
            Choice(
                sign == "=",
                weight[1].replace(",", ".") if weight else None,
                words.strip(),
                "#".join(comments).strip(),
            )
        )
    return found


def unescaped(text: str) -> str:
    """Read the escapes of GIFT; another backslash is only a backslash."""
    return ESCAPED.sub(lambda match: ESCAPES[match[1]], text)


def escaped(text: str) -> str:
    """Escape whatever GIFT would take for a sign."""
    return TO_ESCAPE.sub(lambda match: "\\n" if match[0] == "\n" else "\\" + match[0], text)
