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
SILENT = frozenset({"key", "options"})


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
        if name not in native and name not in {"options", "key", "type"}
    }
    options = [
        {name: projected(value, language) for name, value in option.items()}
        for option in question.get("options", [])
    ]
    inner = [{n: v for n, v in option.items() if n not in native_of_option} for option in options]
    if any(inner):
        own["options"] = inner
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
    options = extras.get("options")
    mine = question.get("options")
    if isinstance(options, list) and isinstance(mine, list):
        keys = [each.get("key") for each in options if isinstance(each, dict)]
        if len(keys) == len(mine) == len(set(map(str, keys))) and all(map(is_key, map(str, keys))):
            question["options"] = [
                kept | read | {"key": kept["key"]} for kept, read in zip(options, mine, strict=True)
            ]
        else:
            remarks.warn(
                lazy_gettext(
                    "The number of options has changed since the export: they get new keys."
                )
            )
    rest = {n: v for n, v in extras.items() if n not in {"options", "key", "type", "text"}}
    return rest | question


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
