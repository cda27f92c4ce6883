"""Questions of every kind with any texts, for round trips through every format."""

from decimal import Decimal

from hypothesis import strategies as st

LANGUAGES = ("en", "ru")
SIGNS = "abz АЯёЁ 019 {}~=#:%\\\"'«»„“<>&;,|*_`[]()!?-+./$@^ 😀👩‍🏫é ́\n\t\xa0"


def filled(text: str) -> bool:
    return bool(text.strip()) and text == text.strip()


texts = st.text(st.sampled_from(SIGNS), min_size=1, max_size=40).map(str.strip).filter(filled)
lines = texts.map(lambda text: " ".join(text.split())).filter(filled)
keys = st.from_regex(r"[a-z][a-z0-9-]{0,11}", fullmatch=True)
words = st.text("abcабвёЁ {}~=#:%->\\\"'<>&*-", min_size=1, max_size=12).map(
    lambda text: " ".join(f"w{text}".split())
)
numbers = st.one_of(
    st.integers(-(10**6), 10**6),
    st.decimals(-1000, 1000, places=3, allow_nan=False).map(lambda n: Decimal(format(n, "f"))),
)


def said(strategy):
    return st.fixed_dictionaries(dict.fromkeys(LANGUAGES, strategy))


def optional(name, strategy):
    return st.one_of(st.just({}), strategy.map(lambda value: {name: value}))


@st.composite
def common(draw, kind):
    question = {"type": kind}
    for name, strategy in (
        ("marks", st.integers(2, 100)),
        ("lesson", st.just("one")),
        ("source", st.one_of(lines, said(lines))),
        ("tags", st.lists(keys, min_size=1, max_size=3, unique=True)),
    ):
        question |= draw(optional(name, strategy))
    question["text"] = draw(said(texts))
    question |= draw(optional("hints", st.lists(said(texts), min_size=1, max_size=3)))
    question["feedback"] = draw(said(texts))
    return question


@st.composite
def options(draw, rights):
    named = draw(st.lists(keys, min_size=2, max_size=5, unique=True))
    right = draw(rights(len(named)))
    made = []
    for place, key in enumerate(named):
        option = {"key": key, "text": draw(said(texts))}
        if place in right:
            option["correct"] = True
        option |= draw(optional("feedback", said(texts)))
        made.append(option)
    if draw(st.booleans()):
        made[-1]["keep_last"] = True
    return made


def one_of(count):
    return st.integers(0, count - 1).map(lambda place: {place})


def some_of(count):
    return st.sets(st.integers(0, count - 1), min_size=1, max_size=count)


def kind(name, **parts):
    return st.tuples(common(name), st.fixed_dictionaries(parts)).map(lambda two: two[0] | two[1])


QUESTIONS = {
    "single": kind("single", options=options(one_of)),
    "multiple": st.tuples(
        kind("multiple", options=options(some_of)),
        optional("credit", st.sampled_from(["exact", "per-option"])),
    ).map(lambda two: two[0] | two[1]),
    "true-false": kind("true-false", answer=st.booleans()),
    "number": st.tuples(
        kind("number", answer=numbers),
        optional("tolerance", st.integers(1, 50)),
        optional("unit", said(words)),
    ).map(lambda three: three[0] | three[1] | three[2]),
    "short": kind("short", accept=said(st.lists(words, min_size=1, max_size=4, unique=True))),
}


@st.composite
def pairs(draw):
    """Parts with their options, and options that belong to nothing."""
    named = draw(st.lists(keys, min_size=2, max_size=5, unique=True))
    options = [{"key": key, "text": draw(said(words))} for key in named]
    options = distinct(options)
    if draw(st.booleans()):
        options[-1]["keep_last"] = True
    lefts = draw(st.lists(keys, min_size=2, max_size=4, unique=True))
    chosen = st.sampled_from([option["key"] for option in options])
    parts = [{"key": key, "text": draw(said(lines)), "match": draw(chosen)} for key in lefts]
    return {"parts": parts, "options": options}


def distinct(listed):
    """Things of a list read differently in every language, or nobody could tell them apart."""
    for place, one in enumerate(listed):
        one["text"] = {name: f"{text} {place}" for name, text in one["text"].items()}
    return listed


@st.composite
def items(draw):
    named = draw(st.lists(keys, min_size=3, max_size=5, unique=True))
    return {"items": [{"key": key, "text": draw(said(lines))} for key in named]}


QUESTIONS |= {
    "matching": st.tuples(common("matching"), pairs()).map(lambda two: two[0] | two[1]),
    "ordering": st.tuples(
        common("ordering"), items(), optional("credit", st.just("neighbours"))
    ).map(lambda three: three[0] | three[1] | three[2]),
}


@st.composite
def quizzes(draw, name):
    """A few questions of one kind under keys of their own."""
    named = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    return [{"key": key} | draw(QUESTIONS[name]) for key in named]
