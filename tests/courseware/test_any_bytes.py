"""Whatever bytes a bundle holds, its author is told; nobody meets a fall."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lms.courseware.bundle import Bundle
from lms.courseware.lined import parse
from lms.courseware.reader import check
from tests.courseware.samples import FILES, bundle_of

YAML_BITS = st.sampled_from(
    [
        "",
        "~",
        "[]",
        "{}",
        "[[",
        "- ",
        ": ",
        "? ",
        "&a ",
        "*a",
        "!!python/object ",
        "!x ",
        "|\n  ",
        ">-\n",
        "'",
        '"',
        "\t",
        "#",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
        "null",
        "true",
        "9" * 40,
        "-1",
        "1e9",
        ".inf",
        ".nan",
        "2026-13-45",
        "{en: x}",
        "en",
        "[en, [ru]]",
        "languages",
        "type: number",
        "\\x",
        "\u2028",
        "\x85",
        "\x00",
        "\ud7ff",
        "\U0001f600",
        "<<: *a",
        "key: key",
        "files/../a",
        "lesson:x/y",
        "![](",
        "\r\n",
        "\ufeff",
        "@",
        "`",
    ]
)
PATHS = st.sampled_from(sorted(FILES))


@st.composite
def edited(draw: st.DrawFn) -> Bundle:
    """Bytes flipped and pieces of YAML put in or over, in one to three files."""
    changes: dict[str, str | bytes | None] = {}
    for path in draw(st.lists(PATHS, min_size=1, max_size=3, unique=True)):
        content = bytearray(FILES[path].encode())
        for _ in range(draw(st.integers(1, 3))):
            at = draw(st.integers(0, max(len(content) - 1, 0)))
            if draw(st.booleans()):
                content[at : at + 1] = bytes([draw(st.integers(0, 255))])
            else:
                over = draw(st.sampled_from([0, 0, 1, 4, 20, 200]))
                content[at : at + over] = draw(YAML_BITS).encode("utf-8", "surrogatepass")
        changes[path] = bytes(content)
    return bundle_of(changes)


@settings(max_examples=300, deadline=None)
@given(edited())
def test_an_edited_course_is_read_or_gives_problems(bundle: Bundle) -> None:
    syllabus, problems = check(bundle)
    assert (syllabus is None) == any(problem.is_error for problem in problems)
    assert problems == sorted(problems)
    for problem in problems:
        lines = bundle.get(problem.file, b"").count(b"\n") + 1
        assert 0 <= problem.line <= max(lines, 1) + 1
        assert str(problem).isprintable()


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(PATHS, st.binary(max_size=80) | st.text(max_size=80).map(str.encode)))
def test_any_bytes_at_all_are_read_or_give_problems(files: dict[str, bytes]) -> None:
    check(Bundle(files))


@settings(max_examples=200, deadline=None)
@given(st.lists(YAML_BITS | st.text(max_size=4), max_size=12).map("".join))
@example("[" * 100_000)
@example("{a: " * 50_000)
@example("- " * 50_000)
@example("a: &a [*a, *a]")
@example("? " * 20_000)
def test_any_yaml_is_a_tree_or_one_problem(text: str) -> None:
    lined, problems = parse(text, "a.yaml")
    assert (lined is None) == bool(problems)
    assert len(problems) <= 1
