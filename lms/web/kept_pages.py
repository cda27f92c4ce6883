"""Pages drawn once for all who see the same, with slots for what is one reader's own.

A page of a lesson differs between two readers of equal progress by the token of its forms, the
name in the menu and the address to come back to; a guest's page only by the last. So it is drawn
once with marks in those places, kept in pieces, and each request joins them with its own words.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_hex
from threading import Lock
from urllib.parse import quote

from flask import Flask, Response, current_app, g, render_template, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import escape

from lms.accounts.person import Person
from lms.base.i18n import current_locale
from lms.web.current import person_or_none
from lms.web.squeezing import encoding_of_request, squeeze

MOST_KEPT = 256
CUPBOARD = "lms.kept_pages"
TOKEN, NAME, HERE = "token", "name", "here"
SEAM = token_hex(16)  # drawn in every process: nothing that is stored or sent can look like it
SLOTS = {f"{SEAM}-{slot}-": slot for slot in (TOKEN, NAME, HERE)}
MARKS = {slot: mark for mark, slot in SLOTS.items()}

Words = Callable[[], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the frame of a page may know of a person: the roles, and a slot for the name."""

    is_trainer: bool
    is_organizer: bool
    is_administrator: bool
    display_name: str = MARKS[NAME]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page in pieces, texts and names of slots in turn; `squeezed` holds what has no slots."""

    pieces: tuple[bytes, ...]
    slots: tuple[str, ...]
    squeezed: dict[str, bytes] = field(default_factory=dict)

    def filled(self, fill: Callable[[str], str]) -> bytes:
        """Join the pieces with what belongs into the slots."""
        said = {slot: fill(slot).encode() for slot in set(self.slots)}
        between = [said[slot] for slot in self.slots]
        joined = [part for pair in zip(self.pieces, [*between, b""], strict=True) for part in pair]
        return b"".join(joined)


class Cupboard:
    """The pages one application keeps; the one not asked for the longest makes room."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        """Keep at most so many pages."""
        self.most = most
        self.pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self.lock = Lock()

    def fetch(self, key: Hashable, draw: Callable[[], Kept]) -> Kept:
        """The page of this key, drawn if nobody asked for it lately."""
        found = self.pages.get(key) or draw()
        with self.lock:
            self.pages[key] = found
            self.pages.move_to_end(key)
            while len(self.pages) > self.most:
                self.pages.popitem(last=False)
        return found


def init_app(app: Flask) -> None:
    """Give the application a cupboard of its own."""
    app.extensions[CUPBOARD] = Cupboard()


def kept_page(template: str, name: Hashable, words: Words) -> Response | str:
    """Give the page of a template; `name` says all that its `words` depend on but the language.

    A page that has something to tell this once is drawn for itself.
    """
    if session.get("_flashes"):
        return render_template(template, **words())
    person, here = person_or_none(), request.full_path.rstrip("?")
    if person is not None:
        page = _page(template, name, person, MARKS[HERE], words)
        return Response(page.filled(lambda slot: _own(slot, person, here)), mimetype="text/html")
    if request.query_string:
        page = _page(template, name, None, MARKS[HERE], words)
        return Response(page.filled(lambda _slot: quote(here)), mimetype="text/html")
    return _sent(_page(template, name, None, here, words))


def _own(slot: str, person: Person, here: str) -> str:
    """What belongs into a slot on a signed-in person's page."""
    if slot == TOKEN:
        return str(generate_csrf())
    return str(escape(person.display_name if slot == NAME else here))


def _page(template: str, name: Hashable, person: Person | None, here: str, words: Words) -> Kept:
    """The page as it is kept for everybody with these roles who speaks this language."""
    reader = person and Reader(person.is_trainer, person.is_organizer, person.is_administrator)

    def draw() -> Kept:
        with _token_slot():
            return _in_pieces(render_template(template, **words(), person=reader, path_here=here))

    key = (template, name, here, current_locale(), reader)
    cupboard: Cupboard = current_app.extensions[CUPBOARD]
    return cupboard.fetch(key, draw)


@contextmanager
def _token_slot() -> Iterator[None]:
    """Inside the block forms get a slot for their token: Flask-WTF gives what it finds in `g`."""
    before = g.pop("csrf_token", None)
    g.csrf_token = MARKS[TOKEN]
    try:
        yield
    finally:
        g.pop("csrf_token")
        if before is not None:
            g.csrf_token = before


def _in_pieces(drawn: str) -> Kept:
    """Cut a page at its slots."""
    texts, slots = [], []
    first, *rest = drawn.split(f"{SEAM}-")
    texts.append(first)
    for part in rest:
        slot, _, text = part.partition("-")
        slots.append(slot)
        texts.append(text)
    return Kept(tuple(text.encode() for text in texts), tuple(slots))


def _sent(page: Kept) -> Response:
    """A page without slots, squeezed once for each encoding."""
    (content,) = page.pieces
    response = Response(mimetype="text/html")
    encoding = encoding_of_request(len(content))
    if encoding is None:
        response.set_data(content)
        return response
    if encoding not in page.squeezed:
        page.squeezed[encoding] = squeeze(content, encoding)
    response.set_data(page.squeezed[encoding])
    response.headers["Content-Encoding"] = encoding
    return response
