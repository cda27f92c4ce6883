"""What a format has no place for, kept beside the question where only this system looks.

Formats know neither the keys of options nor the lesson to read again. Such values travel as one
line of JSON: in GIFT in a comment, in XML in a processing instruction. Other programs pass over it.
"""

import json
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.keys import is_key
from lms.courseware.exchange.rows import Remarks, Values

MARK = "lms"
LANGUAGE = re.compile(r"[a-z]{2}")
MOST_CHARACTERS = 300_000
NUMERAL = re.compile(r"[-+]?[0-9]{1,18}(\.[0-9]{1,18})?")
# Without these a question is still the same question for another program.
LISTS = ("options", "parts", "items")
SILENT = frozenset({"key", *LISTS})


def is_texts(value: object) -> bool:
    """Say whether a value is a mapping from languages to what is said in them."""
    return isinstance(value, Mapping) and bool(value) and all(map(LANGUAGE.fullmatch, value))


def projected(value: Any, language: str) -> Any:
    """Keep one language of a value; None where it says nothing in that language."""
    if is_texts(value):
        return {language: value[language]} if language in value else None
    if isinstance(value, Mapping):
        inner = {name: projected(each, language) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each is not None}
    if isinstance(value, list):
        return [projected(each, language) for each in value]
    return value


def beside(
    question: Values, language: str, native: Collection[str], native_of_option: Collection[str]
) -> Values:
    """Give what the format has no place for, in one language."""
    own: Values = {
        name: projected(value, language)
        for name, value in question.items()
        if name not in native and name not in {*LISTS, "key", "type"}
    }
    for listed in LISTS:
        inner = [
            {n: projected(v, language) for n, v in one.items() if n not in native_of_option}
            for one in question.get(listed, [])
        ]
        if any(inner):
            own[listed] = inner
    return {name: value for name, value in own.items() if value is not None}


def dumped(extras: Values) -> str:
    """Write as one line of JSON that ends neither a comment nor an instruction."""
    text = json.dumps(extras, ensure_ascii=False, default=_number, separators=(",", ":"))
    return re.sub(r"[>\x7f-\x9f\u2028\u2029\ufeff]", lambda m: f"\\u{ord(m[0]):04x}", text)


def _number(value: object) -> object:
    return {"decimal": str(value)}


def loaded(text: str) -> Values:
    """Read what `dumped` wrote; anything else gives nothing."""
    if len(text) > MOST_CHARACTERS:
        return {}
    try:
        found = json.loads(text, object_hook=_decimal)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _decimal(value: dict[str, Any]) -> Any:
    if set(value) == {"decimal"}:
        try:
            return as_number(str(value["decimal"]))
        except ValueError:
            return None
    return value


def as_number(text: str) -> Any:
    """Give an exact number as a quiz file has it; raises ValueError for anything else."""
    if not NUMERAL.fullmatch(text):
        raise ValueError(text)
    return int(text) if "." not in text else Decimal(text)


def merge(question: Values, extras: Values, remarks: Remarks) -> Values:
    """Put back what was kept beside; what was read from the format itself wins."""
    for name in LISTS:
        kept, read = listed(extras.get(name)), listed(question.get(name))
        if not kept or not read:
            continue
        if name == "options" and question["type"] == "matching":
            whole = paired(question, kept, listed(extras.get("parts")))
        else:
            whole = keyed(kept, read) if name != "parts" else read
        if whole is None:
            remarks.warn(
                lazy_gettext(
                    "The number of options has changed since the export: they get new keys."
                )
            )
        else:
            question[name] = whole
    rest = {n: v for n, v in extras.items() if n not in {*LISTS, "key", "type", "text"}}
    return rest | question


def listed(value: object) -> list[Values]:
    """Give a list of mappings, or nothing for anything else."""
    is_one = isinstance(value, list) and all(isinstance(each, dict) for each in value)
    return value if is_one else []  # type: ignore[return-value]


def keyed(kept: list[Values], read: list[Values]) -> list[Values] | None:
    """Give what was read under the keys that were kept, place by place; None if they do not fit."""
    keys = [str(each.get("key")) for each in kept]
    if len(read) != len(set(keys)) or not all(map(is_key, keys)):
        return None
    return [were | are | {"key": were["key"]} for were, are in zip(kept, read, strict=True)]


def paired(question: Values, kept: list[Values], kept_parts: list[Values]) -> list[Values] | None:
    """Give the options of pairs as they were kept and put the parts right; None if they differ."""
    read = {option["key"]: option for option in question["options"]}
    parts = question["parts"]
    matches = [str(part.get("match")) for part in kept_parts]
    if len(parts) != len(matches) or not all(is_key(str(part.get("key"))) for part in kept_parts):
        return None
    found = {match: read[part["match"]] for match, part in zip(matches, parts, strict=True)}
    used = {part["match"] for part in parts}
    others = [option for key, option in read.items() if key not in used]
    unused = [option for option in kept if str(option.get("key")) not in matches]
    if len(others) != len(unused):
        return None
    found |= {str(were.get("key")): are for were, are in zip(unused, others, strict=True)}
    if set(found) != {str(option.get("key")) for option in kept} or not all(map(is_key, found)):
        return None
    question["parts"] = [
        are | {"key": were["key"], "match": were["match"]}
        for were, are in zip(kept_parts, parts, strict=True)
    ]
    return [were | found[str(were["key"])] | {"key": were["key"]} for were in kept]


def tell(extras: Values, remarks: Remarks, place: str) -> None:
    """Say which parts of a question another program will not see."""
    names = sorted(set(extras) - SILENT)
    if names:
        remarks.lost(
            lazy_gettext(
                "%(format)s has no place for: %(parts)s. They are kept where only this system "
                "reads them.",
                format=place,
                parts=", ".join(names),
            )
        )
