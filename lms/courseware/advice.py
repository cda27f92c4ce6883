"""What is said to authors: for each rule a code, a level and a sentence that tells what to do."""

from types import MappingProxyType
from typing import NamedTuple

from lms.courseware.problems import Level, Problem


class Advice(NamedTuple):
    """The level and the words of a rule; `%(name)s` are filled in."""

    level: Level
    text: str


def _errors(texts: dict[str, str]) -> dict[str, Advice]:
    return {code: Advice("error", text) for code, text in texts.items()}


def _warnings(texts: dict[str, str]) -> dict[str, Advice]:
    return {code: Advice("warning", text) for code, text in texts.items()}


FILES = _errors(
    {
        "no-course": "Write course.yaml: it names the course and the order of everything in it.",
        "not-utf8": "Save this file as UTF-8.",
        "control-character": "Remove the invisible control character on this line.",
        "no-file": "Write this file, or take the item out of course.yaml (line %(at)s).",
        "not-what-it-says": "This file is not a whole %(kind)s file. Save it again as %(kind)s.",
        "not-a-picture": "In files/ belong pictures and hand-outs: svg, png, jpg, webp, pdf.",
        "svg-too-large": "This drawing has %(kilobytes)s KB; the limit is 50 KB. Simplify it.",
        "svg-unreadable": "This is no plain SVG in UTF-8. Export it as plain SVG, without DOCTYPE.",
        "svg-not-a-drawing": "A drawing only draws. Remove: %(what)s.",
    }
) | _warnings(
    {
        "line-ends": "Save this file with Unix line ends and without a byte order mark.",
        "orphan": "No line of course.yaml leads to this file. Add it there or remove the file.",
        "unused-file": "No lesson uses this file. Remove it or show it.",
        "heavy-picture": "This picture has %(kilobytes)s KB, much for a phone. Aim below 150 KB.",
        "photo-tells-more": "This photo carries camera data, maybe its place: remove them.",
    }
)

YAML = _errors(
    {
        "yaml-broken": "This is not readable YAML: %(what)s. Check spaces, colons and quotes.",
        "yaml-large": "This file is too large to be a course text. Divide it.",
        "yaml-deep": "Too many levels inside each other.",
        "yaml-anchor": "Anchors (&) and aliases (*) are not used here; put the text in quotes.",
        "yaml-tag": "Tags (!) are not used here; put the text in quotes.",
        "yaml-several": "One document in one file: remove the second `---`.",
        "yaml-twice": "`%(key)s` is already written above. Keep one of the two.",
        "yaml-key": "A name before the colon is a plain word.",
    }
)

SHAPES = _errors(
    {
        "missing": "Add `%(field)s:` here; it is required.",
        "unknown-field": "`%(field)s` is not known here. Known are: %(known)s.",
        "unknown-field-near": "`%(field)s` is not known here. Did you mean `%(near)s`?",
        "bad-key": "A key has lower-case letters a-z, digits and hyphens, starts with a letter, "
        "and has at most 48 characters.",
        "no-text": "Write a text here.",
        "not-a-text": "Write a text here; a number or a truth value goes in quotes.",
        "too-long": "This is too long; the limit is %(limit)s.",
        "too-short": "This list is too short; it needs at least %(limit)s.",
        "not-whole": "Write a whole number here.",
        "too-small": "Write a number of at least %(limit)s here.",
        "too-great": "Write a number of at most %(limit)s here.",
        "not-true-false": "Write true or false here, without quotes.",
        "not-a-list": "Write a list here: lines that begin with a hyphen.",
        "not-a-mapping": "Write names and values here, like `name: value`.",
        "not-languages": "Write every language here: {en: …, ru: …}.",
        "not-one-of": "Write one of: %(allowed)s.",
        "no-language": "The text is missing in: %(languages)s.",
        "strange-language": "This language is not in `languages` of course.yaml: %(languages)s.",
        "not-a-date": "Write a day of the calendar as 2026-11-01.",
        "not-a-number": "Write a number here, like 30 or 2.5, without quotes.",
        "not-an-address": "Write an address that begins with https:// or http://.",
        "not-an-item": "Write one of `- lesson: key`, `- quiz: key`, `- scenario: key` here.",
        "not-a-need": "Write `all`, or lines like `- all: [a]` and `- {at_least: 1, of: [a, b]}`.",
        "not-valid": "This is not what the course format describes (%(what)s).",
    }
)

RULES = _errors(
    {
        "no-such-item": "There is no item and no module `%(name)s` in this course.",
        "rule-does-not-suit": "`%(rule)s` is no rule for a %(kind)s. Write one of: %(allowed)s.",
        "too-many-wanted": "%(wanted)s items are wanted and only %(count)s are named: "
        "the course could never be finished.",
        "practice-is-never-done": "The quiz %(path)s is for practice and is never done: "
        "nothing can wait for it. Remove it here.",
        "circle": "These wait for each other and would never open: %(path)s. Remove one `after`.",
    }
)

LESSONS = _errors(
    {
        "no-front-matter": "Begin the lesson with a line `---`, its title and minutes, and `---`.",
        "open-front-matter": "End the front matter with a line `---`.",
        "no-body": "Write the lesson below the front matter.",
        "not-equal": "`%(field)s` differs: %(here)s here, %(there)s in %(other)s. Make them equal.",
        "law-without-sources": "Where a lesson states law (law_as_of), give its sources.",
        "review-before-law": "review_by has to be later than law_as_of.",
        "lesson-too-long": "The lesson has %(kilobytes)s KB; the limit is 64 KB. Divide it.",
    }
) | _warnings(
    {
        "past-review": "The day of review, %(day)s, has passed. Check the lesson, set a new day.",
        "heavy-lesson": "The lesson shows as %(kilobytes)s KB, much for a phone; aim below 15 KB.",
        "terms-differ": "There are %(here)s terms here and %(there)s in %(other)s.",
    }
)

MARKDOWN = _errors(
    {
        "heading-one": "Headings start at ##; the title is the heading above them. "
        "A line that begins with a number sign and is no heading starts with \\#.",
        "unknown-kind": "`%(kind)s` is no kind of box. Known are: %(known)s.",
        "picture-elsewhere": "Pictures come from files/ of this course: files/name.svg.",
        "no-picture": "There is no %(path)s in the course.",
        "no-alternative": "Describe the picture for those who do not see it: ![what it shows](…).",
        "not-a-picture-link": "%(path)s is no picture. Write a link: [name](%(path)s).",
        "bad-link": "Links go to https:, http:, mailto:, lesson:module/item or files/…, "
        "not to %(target)s.",
        "no-lesson": "There is no %(target)s in course.yaml.",
        "no-hand-out": "There is no %(path)s in the course.",
        "not-one-line": "An option is one line of text, without lists, links and pictures.",
        "too-slow": "This text takes too long to lay out. Make it simpler or divide it.",
        "not-laid-out": "This cannot be laid out. Look for very deep lists, quotations, brackets.",
        "nothing-shown": "Nothing of this text would be shown. Write it without HTML.",
    }
) | _warnings(
    {
        "raw-html": "HTML is removed; only Markdown is shown. For a less-than sign write &lt;.",
        "heading-jump": "This heading skips a level; use one number sign fewer.",
        "no-footnote": "The footnote [^%(label)s] is used and never written.",
    }
)

QUIZZES = _errors(
    {
        "twice": "The key `%(key)s` is already used at line %(at)s. Keys are unique.",
        "not-one-right": "Exactly one option of this question is `correct: true`, not %(count)s.",
        "none-right": "At least one option of this question is `correct: true`.",
        "no-such-lesson": "`%(key)s` is no lesson of this module.",
        "no-such-option": "`%(key)s` is no option of this question.",
        "option-twice": "The option key `%(key)s` is used twice. Keys are unique.",
        "least-above-most": "At least %(least)s words and at most %(most)s cannot both hold.",
        "gap-mark": "Mark each gap of `gaps` exactly once in every language: [[%(key)s]].",
        "gap-answer": "Give the gap `%(key)s` either `accept` (it is typed) or `options` (chosen).",
        "bare-wildcard": "A wildcard stands beside letters: `appeal*`, `*appeal`, `local* bod*`.",
        "percent-of-nothing": "A share of 0 is 0: write `tolerance` instead.",
        "nothing-to-compare": "Nothing of this answer is left to compare but punctuation.",
        "type-changed": "The question %(key)s was `%(old)s` and is now `%(new)s`. "
        "A question keeps its type: give the new one a new key.",
    }
) | _warnings(
    {
        "longest-is-right": "In %(count)s of %(total)s questions the right option is the longest. "
        "Whoever knows nothing can guess it: shorten it or lengthen the others.",
        "same-place": "The right option is always number %(place)s and options are not shuffled.",
        "all-ticked-pays": "Whoever ticks everything earns %(percent)s %% of the marks. "
        "Add options that are tempting and wrong, or write `credit: exact`.",
        "hardly-ticked-pays": "Whoever ticks one wrong box and no other earns %(percent)s %% "
        "of the marks. Take `credit: right-minus-wrong`.",
        "telling-keys": "The keys tell what is right, and keys can be seen in the page. "
        "Name them after what they mean.",
        "wide-option": "A phone shows few letters of a list; aim below %(limit)s in an option.",
        "all-right": "All options are right. Add one that is tempting and wrong.",
        "same-options": "Two options read the same.",
        "kind-changed": "%(path)s was a %(old)s and is now a %(new)s; give the new one a new key.",
    }
)

POLICIES = _errors(
    {
        "not-a-part": "Write a part of the marks like 1/3, or whole per cent from 0 to 100.",
        "not-a-preset": "Write one of %(allowed)s, or lists under during:, right_after:, later: "
        "and closed:.",
        "practice-is-free": "A practice quiz never counts and may be taken freely: "
        "leave out `%(field)s`.",
        "only-interactive": "`%(field)s` belongs to `behaviour: interactive`. Leave it out, or "
        "choose that behaviour.",
        "check-shows-nothing": "With `behaviour: %(behaviour)s` a person checks an answer, and the "
        "review shows nothing during the attempt. Add correct or feedback to `during`, or take "
        "`behaviour: deferred`.",
        "pool-too-small": "Only %(found)s questions carry the tag `%(tag)s`, and %(count)s are to "
        "be drawn. Write more of them, or draw fewer.",
        "pool-overlap": "This question belongs to two pools, `%(tag)s` and `%(other)s`, and could "
        "be drawn twice. Take away one of the tags.",
        "pool-twice": "The pool `%(tag)s` is drawn from twice. Make it one line.",
    }
) | _warnings(
    {
        "only-one-attempt": "There is only one attempt, so `%(field)s` changes nothing.",
        "review-takes-back": "Something is shown at first and no longer later. People will look "
        "for it: show it to the end, or only at the end.",
        "pool-marks-differ": "Questions of the pool `%(tag)s` give different marks, so one attempt "
        "may be worth more than another.",
        "hints-unused": "Hints are only given with `behaviour: interactive`.",
        "too-many-hints": "There are %(hints)s hints and only %(tries)s tries: the last hint is "
        "never seen.",
    }
)

SCENARIOS = _errors(
    {
        "not-effects": "Write scales and whole numbers here, like {trust: 1, days: -2}.",
        "no-such-node": "There is no node or ending `%(key)s`. Write it, or lead elsewhere.",
        "no-such-scale": "There is no scale `%(key)s`; name it under `scales`.",
        "dead-end": "From `%(key)s` nothing leads on. Give it choices, or make it an ending.",
        "unreachable": "No story comes to `%(key)s`. Lead a choice there, or remove it.",
        "goes-round": "From `%(node)s` this leads back to `%(key)s`, so the story might never end. "
        "Lead on to a node of its own.",
    }
)

ADVICE = MappingProxyType(
    FILES | YAML | SHAPES | RULES | LESSONS | MARKDOWN | QUIZZES | SCENARIOS | POLICIES
)


def say(code: str, file: str, line: int = 0, **values: str) -> Problem:
    """Make the problem of a rule; `values` fill the places in its words."""
    advice = ADVICE[code]
    told = {name: plain(value) for name, value in values.items()}
    return Problem(file, line, advice.text % told, advice.level, code, tuple(sorted(told.items())))


def plain(value: str) -> str:
    """Keep what an author wrote short and printable when it is repeated to them."""
    line = "".join(c if c.isprintable() else " " for c in value)
    return line if len(line) <= 120 else f"{line[:117]}..."
