"""Announcing a seminar in one of one's cities, looking at it and changing it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.check import authorize
from lms.access.permissions import Permission
from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound, Refusal
from lms.base.i18n import current_locale
from lms.base.i18n import gettext as _
from lms.base.tokens import fresh_key
from lms.seminars import operations, queries, window
from lms.seminars.city import City
from lms.seminars.plan import Plan, PlanRefused
from lms.seminars.refusals import EditedMeanwhile, SeminarCancelled
from lms.seminars.seminar import Seminar
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.op_id import sent_op_id
from lms.web.organise.filling import blank, filled
from lms.web.organise.seminar_form import SeminarForm
from lms.web.organise.telling import say_moved_up, say_saved
from lms.web.seminars.courses import course_titles

bp = Blueprint("seminars", __name__, url_prefix="/seminars")


@bp.get("/new")
@access(Permission.SEMINAR_ANNOUNCE)
def new() -> ResponseReturnValue:
    """An empty form."""
    return _page(_offered(blank(request.args.get("city", ""))))


@bp.post("/new")
@access(Permission.SEMINAR_ANNOUNCE)
def create() -> ResponseReturnValue:
    """Announce, or say what is wrong; the same form sent twice makes one seminar."""
    form, person = _offered(SeminarForm()), current_person()
    if (unfinished := _unfinished(form)) is not None:
        return unfinished
    city = _chosen_city(person, form)
    plan, op_id = form.plan(city), sent_op_id()
    try:
        with transaction():
            slug = operations.announce(plan, by_id=person.id, op_id=op_id).slug
    except PlanRefused as refused:
        return _mend(form, refused)
    flash(_("The seminar is announced and stands in the schedule."), "done")
    return redirect(url_for("organise.seminars.show", slug=slug))


@bp.get("/<slug>/")
@access(Permission.SEMINAR_RUN)
def show(slug: str) -> ResponseReturnValue:
    """The seminar and everybody on its list."""
    seminar, at = _own(slug), clock.now()
    rows = queries.roster(seminar.id)
    return render_template(
        "organise/seminars/show.html",
        seminar=seminar,
        card=queries.card(slug),
        rows=rows,
        trainers=queries.trainers_of(seminar.id),
        unreachable=queries.unreachable(rows),
        why_not=window.why_not_register(seminar, at, by_organizer=True),
    )


@bp.get("/<slug>/edit")
@access(Permission.SEMINAR_RUN)
def edit(slug: str) -> ResponseReturnValue:
    """The form with the seminar as it stands."""
    seminar = _own(slug)
    if seminar.cancelled_at is not None:
        raise SeminarCancelled
    return _page(_offered(filled(seminar, queries.trainers_of(seminar.id))), seminar)


@bp.post("/<slug>/edit")
@access(Permission.SEMINAR_RUN)
def update(slug: str) -> ResponseReturnValue:
    """Save; where people must be told, first say how many letters will go."""
    form, seminar = _offered(SeminarForm()), _own(slug)
    if (unfinished := _unfinished(form, seminar)) is not None:
        return unfinished
    plan = form.plan(_chosen_city(current_person(), form))
    try:
        if (asked := _ask_first(form, seminar, plan)) is not None:
            return asked
        seminar_id = seminar.id
        with transaction():
            revision = operations.revise(seminar_id, plan, basis=form.basis.data)
    except PlanRefused as refused:
        return _mend(form, refused, seminar)
    except EditedMeanwhile as refused:
        return _mend(form, refused, seminar, status=409)
    say_saved(revision, form.letters.data)
    say_moved_up(revision.moved_up)
    return redirect(url_for("organise.seminars.show", slug=slug))


def _own(slug: str) -> Seminar:
    """A seminar of one's own cities; another organizer's is NotFound like one that is not there."""
    person = current_person()
    seminar = queries.seminar_run_by(person, slug)
    authorize(person, Permission.SEMINAR_RUN, seminar)
    return seminar


def _chosen_city(person: Person, form: SeminarForm) -> City:
    """The city of the form, which is one of one's own."""
    for city in queries.cities_run_by(person):
        if city.key == form.city.data:
            authorize(person, Permission.SEMINAR_ANNOUNCE, city)
            return city
    raise NotFound


def _offered(form: SeminarForm) -> SeminarForm:
    """The form with what this organizer may choose."""
    cities = queries.cities_run_by(current_person())
    form.offer(cities, queries.venues_in(cities), course_titles(), current_locale())
    return form


def _unfinished(form: SeminarForm, seminar: Seminar | None = None) -> ResponseReturnValue | None:
    """The form again, when a day was asked for or something is wrong."""
    if form.add_day.data:
        form.add_a_day()
        return _page(form, seminar)
    return None if form.validate_on_submit() else (_page(form, seminar), 422)


def _ask_first(form: SeminarForm, seminar: Seminar, plan: Plan) -> ResponseReturnValue | None:
    """Before people are told of a change, the organizer hears how many; None when that is done."""
    if not operations.foresee(seminar, plan).matters:
        return None
    rows = [row for row in queries.roster(seminar.id) if queries.takes_part(row)]
    letters = sum(row.gets_letters for row in rows)
    if not rows or form.letters.data == str(letters):
        return None
    form.letters.data = str(letters)
    return _page(form, seminar, letters=letters, unreachable=queries.unreachable(rows))


def _mend(
    form: SeminarForm, refusal: Refusal, seminar: Seminar | None = None, status: int = 422
) -> ResponseReturnValue:
    """The form again with what is wrong beside its fields."""
    if isinstance(refusal, PlanRefused):
        form.blame(refusal.problems)
    else:
        form.form_errors.append(str(refusal.text))
    return _page(form, seminar), status


def _page(form: SeminarForm, seminar: Seminar | None = None, **words: object) -> str:
    if not form.op_id.data:
        form.op_id.data = fresh_key()
    name = "edit" if seminar else "new"
    return render_template(f"organise/seminars/{name}.html", form=form, seminar=seminar, **words)
