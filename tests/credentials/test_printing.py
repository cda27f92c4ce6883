"""The paper: readable by people and by machines, in both languages, the same for the same data."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from lms.courseware.reader import read
from lms.credentials.certificate import Tongue
from lms.credentials.names import LETTERS, MARKS, SIGNS, as_printed
from lms.credentials.printing import Print, pdf, qr_code
from tests.courseware.samples import good

ADDRESS = "https://example.org/certificates/ACDE-FGHJ-KLMN/"
LONG = "Александра-Мария Константиновна Преображенская-Верхнеудинская фон Штауффенберг" * 2
# Letters of the languages of Russia that are not in the Russian alphabet.
NATIONAL = "ӘәҒғҠҡҢңӨөҮүҺһҖҗӐӑӖӗҪҫӲӳІіЇїЄєЎўҐґЈјҘҙӀӢӣӮӯӶӷҔҕ"


def paper(name: str = "Boris Leader", tongue: Tongue = Tongue.ENGLISH) -> PdfReader:
    return PdfReader(io.BytesIO(printed(name, tongue)))


def printed(name: str, tongue: Tongue) -> bytes:
    return pdf(
        Print(
            number="2026-00042",
            code="ACDE-FGHJ-KLMN",
            name=name,
            tongue=tongue,
            completed_at=datetime(2026, 12, 5, 9, tzinfo=UTC),
            syllabus=read(good()),
            address=ADDRESS,
        )
    )


def words(reader: PdfReader) -> str:
    (page,) = reader.pages
    return " ".join(page.extract_text().split())


def test_it_says_who_what_when_and_where_to_check() -> None:
    said = words(paper())
    for word in ("Boris Leader", "Law", "5 December 2026", "2026-00042", "ACDE-FGHJ-KLMN"):
        assert word in said
    assert "example.org/certificates/ACDE-FGHJ-KLMN/" in said


def test_both_languages_stand_on_one_page() -> None:
    said = words(paper("Борис Лидер", Tongue.BOTH))
    for word in ("Сертификат", "Certificate", "Борис Лидер", "Право", "Law", "декабря", "December"):
        assert word in said


@pytest.mark.parametrize("name", ["Ли", LONG[:120]])
@pytest.mark.parametrize("tongue", list(Tongue))
def test_short_and_long_names_fit_on_one_page(name: str, tongue: Tongue) -> None:
    said = words(paper(name, tongue))
    assert name.split()[-1] in said


def test_it_can_be_read_aloud() -> None:
    reader = paper("Борис", Tongue.RUSSIAN)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "ru"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"] is not None
    assert reader.metadata is not None
    assert "Право" in str(reader.metadata.title)


def test_the_same_data_gives_the_same_bytes() -> None:
    assert printed("Boris", Tongue.BOTH) == printed("Boris", Tongue.BOTH)
    assert printed("Boris", Tongue.BOTH) != printed("Borja", Tongue.BOTH)


def test_letters_of_the_languages_of_russia_are_printed() -> None:
    assert as_printed(NATIONAL) == NATIONAL
    said = "".join(words(paper(NATIONAL, Tongue.RUSSIAN)).split())
    assert [letter for letter in NATIONAL if letter not in said] == []


def test_every_letter_that_is_let_through_is_in_the_typeface() -> None:
    """The typesetter refuses a page that would show an empty box."""
    spans = [range(ord(first), ord(last) + 1) for first, last in LETTERS]
    every = [chr(number) for span in spans for number in span]
    marks = [f"a{chr(number)}" for number in range(ord(MARKS[0]), ord(MARKS[1]) + 1)]
    for start in range(0, len(every), 100):
        assert paper("".join(every[start : start + 100]), Tongue.RUSSIAN)
    assert paper("".join(marks), Tongue.RUSSIAN)
    assert paper("a" + "".join(sorted(SIGNS)), Tongue.RUSSIAN)


def test_what_is_typed_is_text_and_no_program() -> None:
    """The name is data for the typesetter, whatever the form lets through."""
    said = words(paper("#panic() $x$ *b* @a <l> \\", Tongue.ENGLISH))
    assert "#panic() $x$ *b*" in said


def test_the_square_leads_to_the_check_page() -> None:
    drawn = qr_code(ADDRESS)
    assert drawn.startswith("<svg")
    assert qr_code(ADDRESS + "x") != drawn
