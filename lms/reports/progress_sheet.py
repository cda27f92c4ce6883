"""The progress of a course as a spreadsheet: everybody in it, in the columns of the page."""

from collections.abc import Iterator
from datetime import datetime

from lms.base.i18n import current_locale
from lms.base.i18n import gettext as _
from lms.catalogue.queries import TaughtCourse
from lms.courseware.scenario import Scenario
from lms.courseware.syllabus import Module, Quiz
from lms.reports.learners import Learner, Playing, QuizResult, Stretch
from lms.reports.roll import whole_roll
from lms.reports.spreadsheet import Cell, Column, spreadsheet
from lms.reports.words import STANDINGS


def progress_sheet(taught: TaughtCourse, zone: str, at: datetime) -> bytes:
    """Write the sheet in the language spoken now; moments are those of `zone`, an IANA name."""
    learners = whole_roll(taught, at)
    locale = current_locale()
    rows = (list(_cells(learner, taught.syllabus.modules, locale)) for learner in learners)
    columns = list(_columns(taught.syllabus.modules, locale))
    return spreadsheet(taught.course.key, columns, rows, zone, at)


def _columns(modules: tuple[Module, ...], locale: str) -> Iterator[Column]:
    yield Column(_("Name"), 28)
    yield Column(_("Status"), 14)
    yield Column(_("Done"), 8)
    yield Column(_("In all"), 8)
    yield Column(_("Comes next"), 30)
    for module in modules:
        title = module.title.in_(locale)
        yield Column(_("%(module)s: done", module=title), 18)
        for quiz in _quizzes(module):
            words = {"module": title, "quiz": quiz.title.in_(locale)}
            yield Column(_("%(module)s: %(quiz)s, best result in per cent", **words), 18)
            yield Column(_("%(module)s: %(quiz)s, passed", **words), 14)
        for scenario in _scenarios(module):
            words = {"module": title, "scenario": scenario.title.in_(locale)}
            yield Column(_("%(module)s: %(scenario)s, played to an ending", **words), 18)
    yield Column(_("Enrolled on"), 17)
    yield Column(_("Begun on"), 17)
    yield Column(_("Last activity"), 17)
    yield Column(_("Days since"), 10)
    yield Column(_("Finished on"), 17)
    yield Column(_("Edition"), 9)


def _cells(learner: Learner, modules: tuple[Module, ...], locale: str) -> Iterator[Cell]:
    yield learner.name
    yield str(STANDINGS[learner.standing])
    yield learner.done
    yield learner.total
    yield learner.next_title.in_(locale) if learner.next_title else None
    for module, stretch in zip(modules, learner.stretches, strict=True):
        yield from _stretch(module, stretch)
    yield learner.enrolled_at
    yield learner.started_at
    yield learner.last_active_at
    yield learner.silent_days
    yield learner.completed_at
    yield learner.edition


def _stretch(module: Module, stretch: Stretch) -> Iterator[Cell]:
    """Give the cells of one module; what the person's edition does not have stays empty."""
    results = {result.path: result for result in stretch.quizzes}
    yield stretch.done if stretch.states else None
    for quiz in _quizzes(module):
        result = results.get(quiz.path)
        yield result.best if result else None
        yield _passed(result)
    plays = {playing.path: playing for playing in stretch.scenarios}
    for scenario in _scenarios(module):
        yield _finished(plays.get(scenario.path))


def _passed(result: QuizResult | None) -> str | None:
    """Say whether a quiz is passed; nothing before the first attempt."""
    if result is None or not (result.attempts or result.passed):
        return None
    return _("yes") if result.passed else _("no")


def _finished(playing: Playing | None) -> str | None:
    """Say whether a scenario was played to an ending; nothing before it was begun."""
    if playing is None or not (playing.times or playing.finished):
        return None
    return _("yes") if playing.finished else _("no")


def _scenarios(module: Module) -> list[Scenario]:
    return [item for item in module.items if isinstance(item, Scenario)]


def _quizzes(module: Module) -> list[Quiz]:
    return [item for item in module.items if isinstance(item, Quiz)]
