"""The words of the site in the language of a journey, so that one journey is walked in both."""

from collections.abc import Callable
from typing import TypeAlias

from babel.support import Translations

from lms.base.i18n import CATALOGUES

Say: TypeAlias = Callable[..., str]


def words(locale: str) -> Say:
    """Give `say`: an English phrase in, the same phrase in the language out, its gaps filled.

    A second phrase is the plural: `say("%(num)s place left", "%(num)s places left", num=3)`.
    """
    catalogue = Translations.load(CATALOGUES, [locale])

    def say(phrase: str, plural: str = "", **gaps: object) -> str:
        if plural:
            return str(catalogue.ungettext(phrase, plural, int(str(gaps["num"])))) % gaps
        return str(catalogue.ugettext(phrase)) % gaps if gaps else str(catalogue.ugettext(phrase))

    return say
