"""Reads QTI 2.1 and 3.0: one item, or a package of items with its manifest and pictures."""

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import common, extras
from lms.courseware.exchange.package import SIGN, unpacked
from lms.courseware.exchange.pictures import Pictures
from lms.courseware.exchange.qti.answers import Asked, answers_of
from lms.courseware.exchange.qti.item import ITEM, Item, normal, without
from lms.courseware.exchange.qti.names import joined
from lms.courseware.exchange.qti.texts import KEPT, Source, Texts
from lms.courseware.exchange.rows import (
    MOST_QUESTIONS,
    FileRefused,
    Opened,
    QuestionRefused,
    Remarks,
    Row,
    Values,
)
from lms.courseware.exchange.xml_tree import Element, parsed

MANIFEST = "imsmanifest.xml"
ITEMS = ("imsqti_item_", "imsqti_test_")
MOST_MARKS = 100


def open_qti(content: bytes, language: str) -> Opened:
    """Open an item or a package; raises FileRefused for what is neither."""
    pictures = Pictures()
    if content.startswith(SIGN):
        files = unpacked(content)
        paths = items_of(files)
        return Opened(len(paths), rows(paths, files, language, pictures), pictures.files)
    root = parsed(content)
    if joined(root.name) != ITEM:
        raise FileRefused(
            lazy_gettext(
                "This XML is no QTI item: it begins with <%(name)s>. A package is a zip with "
                "imsmanifest.xml.",
                name=root.name[:40],
            ),
            root.line,
        )
    files = {"item.xml": content}
    return Opened(1, rows(["item.xml"], files, language, pictures), pictures.files)


def items_of(files: Mapping[str, bytes]) -> list[str]:
    """Give the paths of the items in the order of the manifest; raises FileRefused without one."""
    found = [path for path in files if path.rsplit("/", 1)[-1] == MANIFEST]
    if not found:
        raise FileRefused(
            lazy_gettext("The zip has no imsmanifest.xml. Export the questions as a QTI package.")
        )
    manifest = min(found, key=len)
    folder = dirname(manifest)
    paths = []
    for resource in parsed(files[manifest]).deep("resource"):
        kind, target = (resource.attributes.get(name, "") for name in ("type", "href"))
        if "item" in kind and target:
            paths.append(normpath(join(folder, unquote(target))))
    if not paths:
        raise FileRefused(
            lazy_gettext("The package names no QTI items of version 2.1 or 3.0 in its manifest.")
        )
    if len(paths) > MOST_QUESTIONS:
        raise FileRefused(lazy_gettext("The package has far too many items. Divide it."))
    return list(dict.fromkeys(paths))


def rows(
    paths: list[str], files: Mapping[str, bytes], language: str, pictures: Pictures
) -> Iterator[Row]:
    """Read the items one by one; a broken one is a row with the reason."""
    for number, path in enumerate(paths, 1):
        remarks = Remarks()
        question, native, title, line = None, "?", path, 1
        try:
            item = item_at(path, files)
            native = ", ".join(dict.fromkeys(one.name for one in item.interactions))[:60] or "?"
            title = item.root.attributes.get("identifier", path)
            source = Source(files, dirname(path), pictures)
            question = understood(item, language, source, remarks)
        except QuestionRefused as refused:
            remarks.error(refused.text)
        except FileRefused as refused:
            line = refused.line
            remarks.error(refused.text)
        yield Row(
            number=number,
            line=line,
            native=native,
            title=title[:200],
            question=question,
            remarks=tuple(remarks.found),
        )


def item_at(path: str, files: Mapping[str, bytes]) -> Item:
    """Read one item; raises FileRefused or QuestionRefused."""
    if path not in files:
        raise QuestionRefused(
            lazy_gettext("The package does not hold “%(path)s”.", path=path[-80:])
        )
    root = normal(parsed(files[path]))
    if root.name != ITEM:
        raise QuestionRefused(lazy_gettext("This is no item but <%(name)s>.", name=root.name[:40]))
    return Item(root)


def understood(item: Item, language: str, source: Source, remarks: Remarks) -> Values:
    """Understand one item; raises QuestionRefused."""
    interactions = item.interactions
    if len(interactions) != 1:
        raise QuestionRefused(
            lazy_gettext(
                "The item asks for %(count)s answers at once; questions here ask for one.",
                count=len(interactions),
            )
        )
    kept = extras.loaded(item.root.notes.get(extras.MARK, ""))
    sources = kept.pop(KEPT, {})
    texts = Texts(source, remarks, sources if isinstance(sources, dict) else {})
    asked = Asked(item, interactions[0], language, texts, remarks)
    text = texts.block("text", *text_of(item, interactions[0]))
    question = answers_of(asked)
    general = "\n\n".join(
        filter(None, (texts.block("EXPLANATION general", one) for one in general_of(asked)))
    )
    whole = common.with_common(question, language, text, general, remarks)
    marks = min(max(round(item.marks), 1), MOST_MARKS)
    if marks != item.marks:
        remarks.lost(lazy_gettext("Marks are whole numbers from 1 to 100 here."))
    if marks != 1:
        whole["marks"] = marks
    return extras.merge(whole, kept, remarks)


def text_of(item: Item, interaction: Element) -> list[Element]:
    """Give what is asked: the body without the interaction, then its prompt."""
    body = without(item.body, frozenset({id(interaction)}))
    prompt = interaction.find("prompt")
    return [body, prompt] if prompt else [body]


def general_of(asked: Asked) -> Iterator[Element]:
    """Give the comments that are not said to single options."""
    names = {one.attributes.get("identifier") for one in asked.interaction.all("simpleChoice")}
    for one in asked.item.root.all("modalFeedback"):
        is_general = one.attributes.get("outcomeIdentifier") == "EXPLANATION"
        if is_general or one.attributes.get("identifier") not in names:
            yield one
