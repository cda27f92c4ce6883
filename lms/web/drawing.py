"""How pages are drawn: what is the same on every page is made once a process and language."""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.templating import Environment
from markupsafe import Markup

from lms.base.i18n import current_locale
from lms.web.assets import asset

MOST_KEPT = 1024
ICON = Markup('<svg class="icon" {}><use href="{}#{}"/></svg>')
WORDED = Markup('role="img" aria-label="{}"')
SILENT = Markup('aria-hidden="true"')


class PageEnvironment(Environment):
    """Jinja without globals of single templates, which we never give.

    Jinja looks for them at every import of macros, four to six times a page, name by name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Share the one set of globals."""
        return self.globals if not d else super().make_globals(d)


@lru_cache(MOST_KEPT)
def icon(name: str, label: str | None = None) -> Markup:
    """A sign from icons.svg; with a label where no word stands beside it."""
    told = WORDED.format(label) if label else SILENT
    return ICON.format(told, asset("img/icons.svg"), name)


def once(macro: Callable[..., Markup], *words: object) -> Markup:
    """What a macro makes of these words, remembered: for what tells nothing of a single person.

    The macro is an imported one: those of a page itself are made anew with every page.
    """
    return _made(current_locale(), macro, *words)


@lru_cache(MOST_KEPT)
def _made(_locale: str, macro: Callable[..., Markup], *words: object) -> Markup:
    return macro(*words)


def init_app(app: Flask) -> None:
    """Offer both to the templates; nothing may have touched the environment before."""
    app.jinja_environment = PageEnvironment
    app.jinja_env.globals.update(draw_icon=icon, once=once)
