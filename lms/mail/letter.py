"""Writing a letter: one plain text template in the reader's language, made into HTML later."""

import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from lms.base.i18n import gettext, ngettext, speaking

LETTERS = Path(__file__).parent.parent / "templates" / "letters"
ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)]")
SUBJECT = "Subject:"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told: a subject of one line, and plain text."""

    subject: str
    text: str


class _Desk:
    """Where letters are written: the templates, and the address of the site they speak for."""

    def __init__(self) -> None:
        self.environment = Environment(
            loader=FileSystemLoader(LETTERS),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
            autoescape=False,  # noqa: S701 (plain text; the HTML is made from it and escaped)
        )
        self.environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]

    def write_for(self, base_url: str) -> None:
        """Speak for the site at this address."""
        self.environment.globals["base_url"] = base_url

    def site(self) -> str:
        """The address of the site that is spoken for; empty before it is known."""
        return str(self.environment.globals.get("base_url", ""))


_desk = _Desk()
write_for = _desk.write_for
site = _desk.site


def compose(template: str, locale: str, **words: object) -> Letter:
    """Write `templates/letters/<template>.txt` in `locale`; its first line is `Subject: …`.

    Raises ValueError for a template without a subject and jinja2.UndefinedError for a word that
    was not given.
    """
    with speaking(locale):
        written = _desk.environment.get_template(f"{template}.txt").render(**words)
    head, _, body = written.strip().partition("\n")
    if not head.startswith(SUBJECT):
        raise ValueError(f"the letter {template} has no subject")
    subject = " ".join(head.removeprefix(SUBJECT).split())
    text = re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"
    return Letter(subject, text)


def as_html(letter: Letter, locale: str) -> str:
    """The same letter for readers of HTML: paragraphs, line ends and links, nothing fetched."""
    paragraphs = Markup("\n").join(
        Markup("<p>{}</p>").format(_linked(part)) for part in letter.text.strip().split("\n\n")
    )
    return (
        f'<!doctype html><html lang="{escape(locale)}"><head><meta charset="utf-8">'
        f"<title>{escape(letter.subject)}</title></head>"
        '<body style="font:17px/1.6 system-ui,sans-serif;max-width:36em;margin:1.5em auto;'
        f'padding:0 1em;color:#1c2326">\n{paragraphs}\n</body></html>\n'
    )


def _linked(paragraph: str) -> Markup:
    """Escaped text with its addresses made into links and its line ends kept."""
    pieces, rest = [], 0
    for found in ADDRESS.finditer(paragraph):
        pieces.append(escape(paragraph[rest : found.start()]))
        pieces.append(Markup('<a href="{0}">{0}</a>').format(found.group()))
        rest = found.end()
    pieces.append(escape(paragraph[rest:]))
    return Markup("").join(pieces).replace("\n", Markup("<br>\n"))
