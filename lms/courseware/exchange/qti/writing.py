"""Writes questions as a package of QTI items: one item a question, one language at a time."""

import zipfile
from io import BytesIO

from lms.courseware.exchange import extras
from lms.courseware.exchange.exporting import Outgoing, in_language, without_kind
from lms.courseware.exchange.qti.kinds import RESPONSE, WRITE
from lms.courseware.exchange.qti.names import QTI_21, QTI_30, Version
from lms.courseware.exchange.qti.texts import KEPT, Layout
from lms.courseware.exchange.qti.tree import Tag
from lms.courseware.exchange.rows import Remarks, Values, Written

COMMON = frozenset({"text", "feedback", "marks"})
NATIVE_OF_OPTION = frozenset({"text", "correct", "feedback"})
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PACKAGE = {
    QTI_21.name: ("http://www.imsglobal.org/xsd/imscp_v1p1", "QTIv2.1 Package", "1.0.0"),
    QTI_30.name: ("http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "QTI Package", "3.0.0"),
}
DAY = (1980, 1, 1, 0, 0, 0)
GENERAL = "general"
EXPLANATION = "EXPLANATION"
FEEDBACK = "FEEDBACK"


def write_qti_21(outgoing: Outgoing) -> Written:
    """Write a package of QTI 2.1."""
    return write_package(outgoing, QTI_21)


def write_qti_30(outgoing: Outgoing) -> Written:
    """Write a package of QTI 3.0."""
    return write_package(outgoing, QTI_30)


def write_package(outgoing: Outgoing, version: Version) -> Written:
    """Write all questions that have the language and whose kind QTI has; the same bytes again."""
    items: dict[str, tuple[str, set[str]]] = {}
    left_out = []
    for question in outgoing.questions:
        remarks = Remarks()
        if question["type"] not in WRITE:
            without_kind(question, version.name, remarks)
        elif in_language(question, outgoing.language, remarks):
            items[question["key"]] = item_of(question, outgoing, version, remarks)
        if remarks.found:
            left_out.append((question["key"], tuple(remarks.found)))
    return Written(packed(items, outgoing, version), tuple(left_out))


def packed(items: dict[str, tuple[str, set[str]]], outgoing: Outgoing, version: Version) -> bytes:
    """Put manifest, items and pictures into a zip."""
    used = sorted({path for _, paths in items.values() for path in paths} & set(outgoing.files))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_named("imsmanifest.xml"), manifest(items, used, version))
        for key, (xml, _) in items.items():
            archive.writestr(_named(f"{key}.xml"), xml)
        for path in used:
            archive.writestr(_named(path), outgoing.files[path])
    return out.getvalue()


def _named(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def manifest(items: dict[str, tuple[str, set[str]]], used: list[str], version: Version) -> str:
    """Write what the package holds, in its order."""
    namespace, schema, number = PACKAGE[version.name]
    resources = [
        Tag(
            "resource",
            *(Tag("file", href=path) for path in [f"{key}.xml", *sorted(paths & set(used))]),
            identifier=f"item-{key}",
            type=version.resource,
            href=f"{key}.xml",
        )
        for key, (_, paths) in items.items()
    ]
    metadata = Tag("metadata", Tag("schema", schema), Tag("schemaversion", number))
    root = Tag(
        "manifest",
        metadata,
        Tag("organizations"),
        Tag("resources", *resources),
        xmlns=namespace,
        identifier="questions",
    )
    return HEAD + root.xml(QTI_21) + "\n"  # a manifest has the same names in both versions


def item_of(
    question: Values, outgoing: Outgoing, version: Version, remarks: Remarks
) -> tuple[str, set[str]]:
    """Write one item; gives its XML and the pictures it shows."""
    language = outgoing.language
    layout = Layout(outgoing.files, language, remarks)
    write, native = WRITE[question["type"]]
    body = layout.block("text", question["text"][language])
    form = write(question, language, layout)
    comments = feedback_of(question, language, layout)
    if question["type"] in {"number", "short"}:
        form = form._replace(interaction=Tag("p", form.interaction))
    root = Tag(
        "assessmentItem",
        form.declaration,
        *outcomes(question, comments),
        Tag("itemBody", Tag("div", *body), form.interaction),
        processing(question, form.processing, comments),
        *comments,
        xmlns=version.namespace,
        identifier=question["key"],
        title=question["key"],
        adaptive="false",
        timeDependent="false",
    )
    root.attributes["xml:lang"] = language
    is_plain = question["type"] != "matching" and "keep_last" not in str(question.get("options"))
    known = NATIVE_OF_OPTION | {"key"} if is_plain else NATIVE_OF_OPTION
    beside = extras.beside(question, language, COMMON | native, known)
    extras.tell(beside, remarks, version.name)
    if layout.kept:
        beside[KEPT] = layout.kept
    note = f"<?{extras.MARK} {extras.dumped(beside)}?>" if beside else ""
    start, end = root.xml(version).split(">", 1)
    return f"{HEAD}{start}>{note}{end}\n", layout.used


def outcomes(question: Values, comments: list[Tag]) -> list[Tag]:
    """Declare what an answer gives."""
    marks = question.get("marks", 1)
    declared = [outcome("SCORE", "float", "0"), outcome("MAXSCORE", "float", str(marks))]
    declared[0].attributes["normalMaximum"] = str(marks)
    if comments:
        declared += [outcome(EXPLANATION, "identifier"), outcome(FEEDBACK, "identifier")]
        declared[-1].attributes["cardinality"] = (
            "multiple" if question["type"] == "multiple" else "single"
        )
    return declared


def outcome(name: str, kind: str, *usual: str) -> Tag:
    """Declare one outcome."""
    value = [Tag("defaultValue", Tag("value", one)) for one in usual]
    return Tag("outcomeDeclaration", *value, identifier=name, cardinality="single", baseType=kind)


def processing(question: Values, marked: tuple[Tag, ...], comments: list[Tag]) -> Tag:
    """Write how an answer is marked and which comments are shown."""
    steps = list(marked)
    if comments:
        said = Tag("baseValue", GENERAL, baseType="identifier")
        steps.append(Tag("setOutcomeValue", said, identifier=EXPLANATION))
    if comments and "options" in question:
        chosen = Tag("variable", identifier=RESPONSE)
        steps.append(Tag("setOutcomeValue", chosen, identifier=FEEDBACK))
    return Tag("responseProcessing", *steps)


def feedback_of(question: Values, language: str, layout: Layout) -> list[Tag]:
    """Write the explanation and what is said to single options."""
    said = [(EXPLANATION, GENERAL, question.get("feedback", {}).get(language))]
    said += [
        (FEEDBACK, option["key"], option.get("feedback", {}).get(language))
        for option in question.get("options", [])
    ]
    return [
        Tag(
            "modalFeedback",
            *layout.block(f"{outcome_name} {name}", text),
            outcomeIdentifier=outcome_name,
            identifier=name,
            showHide="show",
        )
        for outcome_name, name, text in said
        if text
    ]
