"""A scenario is read whole, ends on every way, and gives nothing away before it is decided."""

import pytest

from lms.courseware import compiled
from lms.courseware.reader import read
from lms.courseware.scenario import NoSuchNode, Scenario
from tests.courseware.samples import problems_of
from tests.courseware.scenario_samples import FILE, ROUND, SCENARIO, SPOILT, with_story


def spoilt(old: str, new: str) -> str:
    assert old in SCENARIO, old
    return SCENARIO.replace(old, new, 1)


@pytest.fixture
def scenario() -> Scenario:
    (found,) = read(with_story()).scenarios
    return found


def test_the_good_scenario_has_no_problem():
    assert problems_of(with_story()) == []


def test_it_is_an_item_like_others(scenario):
    syllabus = read(with_story())
    assert syllabus.item("appeals", "story") == scenario
    assert (scenario.kind, scenario.path, scenario.minutes) == ("scenario", "appeals/story", 7)
    assert scenario.title.in_("ru") == "История"
    assert scenario.nodes[0].text.in_("en") == "<p>A <em>door</em>.</p>"
    assert syllabus.previous(scenario).path == "appeals/check"
    assert syllabus.minutes == 6 + 5 + 7 + 3


def test_it_is_compiled_and_read_again(scenario):
    syllabus = read(with_story())
    assert compiled.load(compiled.dump(syllabus)) == syllabus


@pytest.mark.parametrize("code", [code for code in SPOILT if code != "dead-end"])
def test_what_is_wrong_is_found_on_its_line(code):
    old, new, line = SPOILT[code]
    found = [p for p in problems_of(with_story(spoilt(old, new))) if p.code == code]
    assert (FILE, line, True) in [(p.file, p.line, p.is_error) for p in found]


def test_a_node_without_choices_is_a_dead_end():
    text = SCENARIO[: SCENARIO.index("      - key: ask")] + SCENARIO[SCENARIO.index("endings:") :]
    text = text.replace("    choices:\nendings", "    choices: []\nendings").replace(
        "to: street", "to: done"
    )
    codes = {(p.code, p.line) for p in problems_of(with_story(text))}
    assert ("dead-end", 23) in codes


def test_every_circle_is_found_however_long():
    text = SCENARIO.replace(ROUND, ROUND.replace("to: done", "to: room"))
    assert "goes-round" in [p.code for p in problems_of(with_story(text))]
    nodes = "".join(
        f"  - key: n{n}\n    text: {{en: N, ru: Н}}\n    choices:\n      - key: on\n"
        f"        text: {{en: On, ru: Дальше}}\n        to: n{n + 1}\n"
        f"        consequence: {{en: So., ru: Так.}}\n"
        for n in range(50)
    )
    long = SCENARIO.replace("start: door", "start: n0").replace("nodes:\n", "nodes:\n" + nodes)
    straight = long.replace("to: n50", "to: door")
    assert problems_of(with_story(straight)) == []
    circle = straight.replace("        to: done\n", "        to: n0\n")
    assert {p.code for p in problems_of(with_story(circle))} == {"unreachable", "goes-round"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{en: Knock, ru: Постучать}", "{en: Knock}", "no-language"),
        ("rank: best", "rank: good", "not-one-of"),
        ("key: shout", "key: knock", "twice"),
        ("key: street\n    rank", "key: door\n    rank", "twice"),
        ("key: days,", "key: trust,", "twice"),
        ("minutes: 7", "minutes: 0", "too-small"),
        ("to: room", "too: room", "unknown-field-near"),
    ],
)
def test_other_mistakes_are_told_as_everywhere(old, new, code):
    assert code in [p.code for p in problems_of(with_story(spoilt(old, new)))]


def test_a_story_adds_up(scenario):
    story = scenario.story([("door", "knock"), ("room", "ask")])
    assert story.ending.key == "done"
    assert [(scale.key, value) for scale, value in story.score] == [("trust", 1), ("days", 28)]
    assert [turn.choice.key for turn in story.turns] == ["knock", "ask"]


def test_a_story_that_is_not_over_has_no_ending(scenario):
    assert scenario.story([]).ending is None
    assert scenario.story([("door", "knock")]).place.key == "room"


@pytest.mark.parametrize(
    "decisions", [[("room", "ask")], [("door", "fly")], [("door", "shout"), ("street", "x")]]
)
def test_what_cannot_be_decided_is_refused(scenario, decisions):
    with pytest.raises(NoSuchNode):
        scenario.story(decisions)
