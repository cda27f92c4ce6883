"""A demanding eye: what is wrong with a page of a journey, and what the browser complained about.

`PICTURES=folder` in the environment keeps a picture of every page it looks at.
"""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page

from tests import axe

SIZES = ((360, "light"), (1280, "dark")), ((360, "dark"), (1280, "light"))
NARROWEST = 320
FOREIGN = {"en": re.compile(r"[А-Яа-яЁё]{2,}"), "ru": re.compile(r"[A-Za-z]{2,}")}
# What pages say as it is: names of programs, and the paper an English lesson calls by its name.
AT_HOME = {"Android", "Apple", "Chrome", "Google", "Linux", "Outlook", "Thunderbird", "Windows"}
AT_HOME |= {"талон", "уведомление"}
AT_HOME |= {"Test", "browser"}  # what a visitor's browser is called in the list of devices
SAID = """() => {
  const lang = document.documentElement.lang, said = [document.title];
  const ASIDE = "script, textarea, [translate=no]";
  const ours = (node) => node.closest("[lang]").lang === lang && !node.closest(ASIDE);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (ours(parent) && parent.checkVisibility()) said.push(walk.currentNode.data);
  }
  for (const node of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    if (ours(node)) for (const name of ["aria-label", "title", "placeholder", "alt"])
      said.push(node.getAttribute(name) ?? "");
  return said;
}"""


class Eye:
    """Looks at one tab of a browser; `names` are words that belong to no language."""

    def __init__(self, page: Page, locale: str, names: Iterable[str] = ()) -> None:
        self.page, self.locale = page, locale
        self.names = set(names) | AT_HOME
        self.complaints: list[str] = []
        self.pictures = 0
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def forgive(self, words: str) -> None:
        """Forget the complaints that a part of the journey provokes: a lost network, a 404."""
        self.complaints = [said for said in self.complaints if words not in said]

    def look(self, name: str = "") -> None:
        """Find no fault with the page: words, widths, day and night, people with special needs."""
        language, foreign = self.page.evaluate("document.documentElement.lang"), self.foreign()
        assert not self.complaints, self.complaints
        assert language == self.locale, language
        assert not foreign, foreign
        before = self.page.viewport_size
        faults = [fault for width, scheme in SIZES[self.locale == "ru"]
                  for fault in self._faults(width, scheme, name)]  # fmt: skip
        faults += self._overflow(NARROWEST)
        self.page.emulate_media(color_scheme="light")
        if before:
            self.page.set_viewport_size(before)
        assert not faults, "\n".join([self.page.url, *faults])

    def foreign(self) -> list[str]:
        """Words of the other language, outside what is marked as being in it."""
        said = " ".join(self.page.evaluate(SAID))
        said = re.sub(r"\S+@\S+|https?://\S+|\S+\.\w+/\S*", " ", said)
        return sorted(set(FOREIGN[self.locale].findall(said)) - self.names)

    def _faults(self, width: int, scheme: str, name: str) -> list[str]:
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        overflow = self._overflow(width)
        self._keep(f"{name or self.page.url}-{self.locale}-{width}-{scheme}")
        found = axe.violations(self.page)
        return overflow + [f"{width} px, {scheme}: {fault}" for fault in found]

    def _overflow(self, width: int) -> list[str]:
        self.page.set_viewport_size({"width": width, "height": 800})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        return [] if wide <= width else [f"{wide} px wide on a screen of {width} px"]

    def _keep(self, name: str) -> None:
        with suppress(KeyError):
            folder = Path(os.environ["PICTURES"])
            clean = re.sub(r"https?://[^/]*|[^\w-]+", "_", name)[:120]
            self.page.screenshot(path=folder / f"{clean}.png", full_page=True)
