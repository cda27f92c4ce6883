"""A quiz for other programs: what each format carries of it, and the file."""

from urllib.parse import quote

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from lms.base.errors import NotFound, Refusal
from lms.base.i18n import current_locale
from lms.courseware.exchange.exporting import Outgoing
from lms.courseware.exchange.formats import FORMATS, Format
from lms.courseware.exchange.importing import ENDING
from lms.courseware.exchange.quiz_file import good_values
from lms.courseware.exchange.rows import Values
from lms.web.studio.desk import Desk, desk
from lms.web.studio.outline import languages_of, text_of


def show(course: str, module: str, quiz: str) -> ResponseReturnValue:
    """The formats, and what each would leave behind."""
    at = desk(course)
    values, refusal = _values(at, module, quiz)
    languages = languages_of(at.manuscript.bundle)
    carried = [
        (one, None if values is None else one.write(_outgoing(at, values, languages[0])).left_out)
        for one in FORMATS.values()
    ]
    return render_template(
        "studio/exports/show.html",
        taught=at.taught,
        module=module,
        quiz=quiz,
        title=_title(values, quiz),
        refusal=refusal,
        carried=carried,
        languages=languages,
    )


def download(course: str, module: str, quiz: str, format: str) -> ResponseReturnValue:
    """The questions in one format, in one language unless it holds several."""
    at = desk(course)
    languages = languages_of(at.manuscript.bundle)
    language = request.args.get("language", languages[0])
    values, _refusal = _values(at, module, quiz)
    if format not in FORMATS or language not in languages or values is None:
        raise NotFound(format)
    chosen = FORMATS[format]
    written = chosen.write(_outgoing(at, values, language))
    response = Response(written.content, content_type=chosen.media_type)
    response.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(_name(chosen, quiz, language))}"
    )
    return response


def _values(at: Desk, module: str, quiz: str) -> tuple[Values | None, Refusal | None]:
    """Read the quiz of the draft; NotFound without one, a refusal where it cannot be read."""
    path = f"{module}/{quiz}{ENDING}"
    if path not in at.manuscript.bundle:
        raise NotFound(path)
    try:
        return good_values(text_of(at.manuscript.bundle, path)), None
    except Refusal as refusal:
        return None, refusal


def _outgoing(at: Desk, values: Values, language: str) -> Outgoing:
    bundle = at.manuscript.bundle
    return Outgoing(_title(values, ""), values["questions"], language, languages_of(bundle), bundle)


def _title(values: Values | None, otherwise: str) -> str:
    title = (values or {}).get("title")
    if not isinstance(title, dict):
        return otherwise
    return str(title.get(current_locale()) or next(iter(title.values()), otherwise))


def _name(chosen: Format, quiz: str, language: str) -> str:
    middle = "" if chosen.has_languages else f".{language}"
    return f"{quiz}{middle}.{chosen.ending}"
