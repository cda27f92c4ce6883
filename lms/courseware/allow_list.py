"""The whole HTML a course may contain. Everything else is taken out, whoever wrote it."""

import re
from types import MappingProxyType

import nh3

MEDIA = r"/media/[0-9a-f]{64}\.(?:svg|png|jpg|webp)"
HAND_OUT = r"/media/[0-9a-f]{64}\.(?:svg|png|jpg|webp|pdf)"
LESSON = r"/courses/[a-z][a-z0-9-]{0,47}/[a-z][a-z0-9-]{0,47}/[a-z][a-z0-9-]{0,47}/"
FOOTNOTE = r"fn(?:ref[0-9]{0,3})?-[0-9]{1,4}"
OUTSIDE = r"https?://[^\s\\/@?#\"'<>]+(?:[/?#][^\s\\\"<>]*)?|mailto:[^\s\\\"'<>]+"
LABEL = re.compile(r"[^<>]{1,120}")
EXTERNAL = re.compile(OUTSIDE, re.IGNORECASE)
HREF = re.compile(f"{OUTSIDE}|{HAND_OUT}|{LESSON}|#{FOOTNOTE}", re.IGNORECASE)

INLINE = frozenset({"em", "strong", "code", "br", "sub", "sup"})
TEXT = frozenset({"p", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "a", "img"})
TABLE = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
BLOCK = INLINE | TEXT | TABLE | frozenset({"div", "details", "summary"})
LESSON_TAGS = BLOCK | frozenset({"h2", "h3", "h4", "h5"})

KINDS = ("note", "example", "action", "warning", "tool", "question")
CLASSES = MappingProxyType(
    {
        "div": {"admonition", "footnote", "table-scroll", *KINDS},
        "p": {"admonition-title"},
        "details": set(KINDS),
        "a": {"footnote-ref", "footnote-backref"},
        "li": {"task"},
        "th": {"right", "center"},
        "td": {"right", "center"},
    }
)
# Which values an attribute of a tag may have, as one whole.
VALUES = MappingProxyType(
    {
        ("a", "href"): HREF,
        ("a", "rel"): re.compile("noopener noreferrer"),
        ("a", "title"): LABEL,
        ("img", "src"): re.compile(MEDIA),
        ("img", "alt"): re.compile(r".*", re.DOTALL),
        ("img", "width"): re.compile(r"[0-9]{1,5}"),
        ("img", "height"): re.compile(r"[0-9]{1,5}"),
        ("img", "loading"): re.compile("lazy"),
        ("div", "role"): re.compile("region"),
        ("div", "tabindex"): re.compile("0"),
        ("div", "aria-label"): LABEL,
        ("td", "data-label"): LABEL,
        ("ol", "start"): re.compile(r"[0-9]{1,6}"),
        ("details", "open"): re.compile(r"open|"),
        ("li", "id"): re.compile(FOOTNOTE),
        ("sup", "id"): re.compile(FOOTNOTE),
    }
)


def _attributes() -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for tag, name in VALUES:
        names.setdefault(tag, set()).add(name)
    return names


def _value(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return value
    allowed = VALUES.get((tag, name))
    return value if allowed and allowed.fullmatch(value) else None


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    classes = {tag: names for tag, names in CLASSES.items() if tag in tags}
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags={"script", "style"},
        attributes={tag: names for tag, names in _attributes().items() if tag in tags},
        attribute_filter=_value,
        allowed_classes=classes,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


CLEANERS = MappingProxyType(
    {"lesson": _cleaner(LESSON_TAGS), "block": _cleaner(BLOCK), "line": _cleaner(INLINE)}
)


def clean(html: str, kind: str = "lesson") -> str:
    """Take out whatever is not on the list for a `lesson`, a `block` or a `line` of text."""
    return CLEANERS[kind].clean(html)
