"""QTI as others write it: single items of both versions, packages, feedback, tolerances."""

import zipfile
from io import BytesIO

import pytest

from lms.courseware.exchange.exporting import Outgoing
from lms.courseware.exchange.formats import FORMATS
from lms.courseware.exchange.qti.names import QTI_30, hyphened, joined
from lms.courseware.exchange.qti.reading import open_qti
from lms.courseware.exchange.xml_tree import parsed

ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="Q-1" title="One">
 <responseDeclaration identifier="R" cardinality="single" baseType="identifier">
  <correctResponse><value>ChoiceA</value></correctResponse>
 </responseDeclaration>
 <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="3"/>
 <itemBody><p>Look at <strong>this</strong>.</p>
  <choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="1">
   <prompt>What is it?</prompt>
   <simpleChoice identifier="ChoiceA">A <em>cat</em>
     <feedbackInline outcomeIdentifier="F" identifier="ChoiceA">Well done</feedbackInline>
   </simpleChoice>
   <simpleChoice identifier="ChoiceB" fixed="true">None</simpleChoice>
  </choiceInteraction>
 </itemBody>
 <modalFeedback outcomeIdentifier="F2" identifier="any" showHide="show">It purrs.</modalFeedback>
</assessmentItem>"""
NUMBER = """<qti-assessment-item identifier="n" title="n">
 <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="float">
  <qti-correct-response><qti-value>2.5</qti-value></qti-correct-response>
 </qti-response-declaration>
 <qti-item-body><p>How many <qti-text-entry-interaction response-identifier="RESPONSE"/>?</p>
 </qti-item-body>
 <qti-response-processing><qti-response-condition><qti-response-if>
  <qti-equal tolerance-mode="absolute" tolerance="0.5 0.5"/>
 </qti-response-if></qti-response-condition></qti-response-processing>
</qti-assessment-item>"""


def one(xml):
    (row,) = open_qti(xml.encode(), "en").rows
    return row


def test_an_item_of_2_1(app):
    row = one(ITEM)
    question = row.question
    assert (row.title, row.native, question["type"], question["marks"]) == (
        "Q-1",
        "choiceInteraction",
        "single",
        3,
    )
    assert question["text"] == {"en": "Look at **this**.\n\nWhat is it?"}
    assert question["options"] == [
        {
            "key": "a",
            "correct": True,
            "text": {"en": "A *cat*"},
            "feedback": {"en": "Well done"},
        },
        {"key": "b", "text": {"en": "None"}, "keep_last": True},
    ]
    assert question["feedback"] == {"en": "It purrs."}


def test_an_item_of_3_0(app):
    question = one(NUMBER).question
    assert (question["type"], str(question["answer"]), str(question["tolerance"])) == (
        "number",
        "2.5",
        "0.5",
    )


def test_what_is_not_right_anywhere_is_told(app):
    row = one(NUMBER.replace("<qti-value>2.5</qti-value>", ""))
    assert not row.is_good


def test_two_answers_in_one_item_are_told(app):
    row = one(ITEM.replace("<itemBody>", "<itemBody><extendedTextInteraction/>"))
    assert not row.is_good


@pytest.mark.parametrize("name", ["simpleChoice", "assessmentItem", "itemBody", "prompt"])
def test_names_of_3_0_are_those_of_2_1_with_hyphens(name):
    assert joined(QTI_30.element(name)) == name
    assert hyphened("baseType") == "base-type"


@pytest.mark.parametrize("name", ["qti21", "qti30"])
def test_a_package_holds_what_its_manifest_says(app, name):
    question = {
        "key": "one",
        "type": "single",
        "text": {"en": "See ![A dot](files/x.svg)"},
        "options": [
            {"key": "a", "correct": True, "text": {"en": "Yes"}},
            {"key": "b", "text": {"en": "No"}},
        ],
        "feedback": {"en": "So"},
    }
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    content = (
        FORMATS[name].write(Outgoing("t", [question], "en", ["en"], {"files/x.svg": svg})).content
    )
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        manifest = parsed(archive.read("imsmanifest.xml"))
        assert parsed(archive.read("one.xml")).attributes["identifier"] == "one"
    assert [file.attributes["href"] for file in manifest.deep("file")] == names[1:]
    opened = open_qti(content, "en")
    (row,) = opened.rows
    assert {"key": row.title} | row.question == question
    assert opened.files == {"files/x.svg": svg}
