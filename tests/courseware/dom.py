"""Parses rendered HTML the way a browser would meet it and names what must not be there."""

import re
from html.parser import HTMLParser

from lms.courseware.allow_list import CLASSES, LESSON_TAGS, VALUES

SAFE_ADDRESS = re.compile(r"(https?://|mailto:|/courses/|/media/|#fn)", re.IGNORECASE)


class Parsed(HTMLParser):
    """Gathers tags, attributes and offences."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.offences: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in LESSON_TAGS:
            self.offences.append(f"<{tag}>")
        for name, value in given.items():
            if name == "class":
                if not set(value.split()) <= CLASSES.get(tag, set()):
                    self.offences.append(f"{tag} class={value}")
            elif (tag, name) not in VALUES or not VALUES[tag, name].fullmatch(value):
                self.offences.append(f"{tag} {name}={value}")
            if name in ("href", "src") and not SAFE_ADDRESS.match(value):
                self.offences.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.offences.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.offences.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.offences.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.offences.append(f"declaration {data}")


def offences(html: str) -> list[str]:
    """Name everything in the HTML that is not on the list."""
    return Parsed(html).offences
