"""Questions brought from other programs: a file, then its rows, then a quiz of the draft."""

from collections import Counter
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from lms.base.db import transaction
from lms.base.errors import Refusal
from lms.base.i18n import gettext as _
from lms.base.i18n import ngettext
from lms.base.tokens import fresh_key
from lms.catalogue.draft import QuestionFile
from lms.catalogue.drafts import question_file
from lms.catalogue.operations import drafting
from lms.courseware.exchange.importing import Outcome, Place, Understood, understand
from lms.courseware.exchange.placing import Deed, Wish
from lms.courseware.exchange.rows import FileRefused
from lms.web.op_id import op_id_or_fresh
from lms.web.studio.desk import Desk, desk
from lms.web.studio.forms import NEW, PlaceForm, QuestionFileForm
from lms.web.studio.outline import languages_of, named, quizzes_of
from lms.web.studio.page_of_rows import PageOfRows

LANGUAGES = {"en": "English", "ru": "Русский"}


def new(course: str) -> ResponseReturnValue:
    """Choose a file, or paste."""
    at = desk(course)
    return _choose(at, _with_languages(QuestionFileForm(formdata=None, op_id=fresh_key()), at))


def bring(course: str) -> ResponseReturnValue:
    """Read the file; what cannot be read at all is told at once and nothing is kept."""
    at = desk(course)
    form = _with_languages(QuestionFileForm(), at)
    upload = request.files.get("upload")
    content = upload.read() if upload else (form.text.data or "").encode()
    name = (upload.filename or "")[-120:] if upload else ""
    if not form.validate_on_submit():
        return _choose(at, form), 422
    try:
        found = understand(content, name, form.language.data, form.format.data or None)
    except FileRefused as refusal:
        field = form.upload if upload else form.text
        field.errors = [str(refusal.text)]
        return _choose(at, form), 422
    brought = {
        "name": name,
        "format": found.format.name,
        "language": found.language,
        "content": content,
    }
    course_id, key = at.taught.course.id, op_id_or_fresh(form.op_id.data)
    with transaction():
        drafting.bring(course_id, key, brought, at.person)
    return redirect(url_for("studio.rows", course=course, key=key))


def show(course: str, key: str) -> ResponseReturnValue:
    """What was understood, row by row, and where it may go."""
    at = desk(course)
    brought = question_file(at.taught.course.id, key, at.person.id)
    if brought.placed_in:
        flash(_("These questions are in a quiz of the draft already."), "info")
        return redirect(url_for("studio.show", course=course))
    return _rows(at, brought, _with_places(PlaceForm(formdata=None), at))


def place(course: str, key: str) -> ResponseReturnValue:
    """Write the rows into a quiz of the draft: all of them, or nothing."""
    at = desk(course)
    brought = question_file(at.taught.course.id, key, at.person.id)
    if brought.placed_in:
        flash(_("These questions are in a quiz of the draft already."), "info")
        return redirect(url_for("studio.show", course=course))
    form = _with_places(PlaceForm(), at)
    if not form.validate_on_submit():
        return _rows(at, brought, form), 422
    found = _chosen(_understood(brought), form)
    where, course_id = _where(form, found.language), at.taught.course.id
    try:
        with transaction():
            outcome = drafting.put_questions(course_id, key, found, where, at.person)
    except Refusal as refusal:
        form.quiz.errors = [str(refusal.text)]
        return _rows(at, question_file(course_id, key, at.person.id), form), 422
    _tell(outcome)
    return redirect(url_for("studio.file", course=course, path=where[0].path))


def _understood(brought: QuestionFile) -> Understood:
    return understand(brought.content, brought.name, brought.language, brought.format)


def _chosen(found: Understood, form: PlaceForm) -> Understood:
    return found.only(form.first.data or 1, form.last.data or len(found.rows))


def _where(form: PlaceForm, language: str) -> tuple[Place, Wish]:
    quiz = form.quiz.data or form.key.data or ""
    title = {language: form.title.data} if form.title.data else {}
    module, _, inner = quiz.partition("/") if form.quiz.data else (form.module.data, "", quiz)
    wish = Wish(replaces=form.replaces.data, skips_bad=form.skips_bad.data)
    return Place(module, inner, title), wish


def _with_languages(form: QuestionFileForm, at: Desk) -> QuestionFileForm:
    known = languages_of(at.manuscript.bundle)
    form.language.choices = [SelectChoice(one, LANGUAGES.get(one, one)) for one in known]
    if not form.is_submitted():
        form.language.data = known[0]
    return form


def _with_places(form: PlaceForm, at: Desk) -> PlaceForm:
    chapters = quizzes_of(at.manuscript.bundle)
    form.title.flags.asked = form.key.flags.asked = True
    form.module.choices = [SelectChoice(one.key, named(one)) for one, _quizzes in chapters]
    form.quiz.choices = [
        SelectChoice(NEW, _("A new quiz")),
        *(
            SelectChoice(f"{one.key}/{quiz}", f"{named(one)}: {quiz}")
            for one, quizzes in chapters
            for quiz in quizzes
        ),
    ]
    return form


def _tell(outcome: Outcome) -> None:
    """Say what became of the rows."""
    count = Counter(one.deed for one in outcome.placed)
    flash(" ".join(say(count[deed]) for deed, say in DEEDS.items() if count[deed]), "done")
    for text in dict.fromkeys(str(r) for one in outcome.placed for r in one.remarks):
        flash(text, "warning")


DEEDS: dict[Deed, Callable[[int], str]] = {
    Deed.ADDED: lambda n: ngettext("%(num)s question added.", "%(num)s questions added.", n),
    Deed.JOINED: lambda n: ngettext(
        "%(num)s question has got its translation.",
        "%(num)s questions have got their translation.",
        n,
    ),
    Deed.REPLACED: lambda n: ngettext(
        "%(num)s question replaced.", "%(num)s questions replaced.", n
    ),
    Deed.UNCHANGED: lambda n: ngettext(
        "%(num)s question was there already.", "%(num)s questions were there already.", n
    ),
    Deed.LEFT_OUT: lambda n: ngettext("%(num)s row left out.", "%(num)s rows left out.", n),
}


def _choose(at: Desk, form: QuestionFileForm) -> str:
    return render_template("studio/imports/new.html", taught=at.taught, form=form)


def _rows(at: Desk, brought: QuestionFile, form: PlaceForm) -> str:
    found = _understood(brought)
    page = PageOfRows.of(found.rows, request.args.get("page", 1, int))
    return render_template(
        "studio/imports/show.html",
        taught=at.taught,
        brought=brought,
        found=found,
        page=page,
        form=form,
    )
