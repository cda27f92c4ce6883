"""What may be in a bundle, and that its digest says exactly what is in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courseware import bundle as limits
from lms.courseware.bundle import Bundle, BundleRefused

BAD_PATHS = [
    "",
    "/etc/passwd.md",
    "../a.md",
    "a/../b.md",
    "a/./b.md",
    "a//b.md",
    "a\\b.md",
    "C:/a.md",
    "c:a.md",
    "a\x00.md",
    "a\n.md",
    ".hidden.md",
    "a/.git/b.md",
    "a b.md",
    "a.md/",
    "a./b.md",
    "a.exe",
    "a.html",
    "a.MD",
    "readme",
    "a\u202e.md",
    unicodedata.normalize("NFD", "й.md"),
    "x" * 200 + ".md",
    "-a.md",
]


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_bad_path_is_refused_with_a_reason(path: str) -> None:
    with pytest.raises(BundleRefused) as refused:
        Bundle({path: b""})
    assert refused.value.reason.isprintable()
    assert len(refused.value.reason) < 250


@pytest.mark.parametrize(
    "path", ["course.yaml", "a/b.en.md", "files/памятка-2.pdf", "a_b/c.quiz.yaml"]
)
def test_a_good_path_is_taken(path: str) -> None:
    assert list(Bundle({path: b"x"})) == [path]


def test_a_bundle_is_sorted_and_cannot_be_changed() -> None:
    content = {"b.md": b"2", "a.md": b"1"}
    bundle = Bundle(content)
    content["c.md"] = b"3"
    assert list(bundle) == ["a.md", "b.md"]
    assert not hasattr(bundle, "__setitem__")
    assert bundle.size == 2


def test_names_that_differ_only_in_capitals_are_refused() -> None:
    with pytest.raises(BundleRefused, match="capitals"):
        Bundle({"A.md": b"", "a.md": b""})


def test_sizes_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FILES", 2)
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    monkeypatch.setattr(limits, "MOST_BYTES_IN_FILE", 6)
    Bundle({"a.md": b"12345", "b.md": b"12345"})
    with pytest.raises(BundleRefused, match="2 MB"):
        Bundle({"a.md": b"1234567"})
    with pytest.raises(BundleRefused, match="20 MB"):
        Bundle({"a.md": b"123456", "b.md": b"123456"})
    with pytest.raises(BundleRefused, match="at most 2 files"):
        Bundle({"a.md": b"", "b.md": b"", "c.md": b""})


NAMES = st.sampled_from(["a.md", "b.md", "c/a.md", "c/b.md", "d.yaml"])


@given(
    st.dictionaries(NAMES, st.binary(max_size=20)), st.dictionaries(NAMES, st.binary(max_size=20))
)
def test_the_digest_is_equal_exactly_when_the_contents_are(
    one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    backwards = dict(reversed(one.items()))
    assert Bundle(one).digest == Bundle(backwards).digest
    assert (Bundle(one).digest == Bundle(other).digest) == (one == other)
    assert (Bundle(one) == Bundle(other)) == (one == other)


def test_content_cannot_pass_from_a_name_into_a_file() -> None:
    assert Bundle({"a.md": b"b.md"}).digest != Bundle({"a.mdb.md": b""}).digest
