"""The one parser: a bundle becomes a syllabus, or a list of everything there is to mend."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from lms.courseware.advice import say
from lms.courseware.bundle import Bundle
from lms.courseware.lesson_reader import read_lesson
from lms.courseware.lined import Lined, parse
from lms.courseware.markup import Renderer
from lms.courseware.markup_tree import Surroundings
from lms.courseware.pictures import FOLDER, course_files
from lms.courseware.problems import CourseRefused, Problem
from lms.courseware.quiz_reader import read_quiz
from lms.courseware.reading import Reading, text_of
from lms.courseware.rule_reader import read_rules
from lms.courseware.scenario_reader import read_scenario
from lms.courseware.shape_problems import checked
from lms.courseware.shapes import CourseShape, ModuleShape
from lms.courseware.syllabus import Item, Module, Quiz, Syllabus
from lms.courseware.texts import Text

COURSE = "course.yaml"
READERS: Mapping[str, Callable[[Reading, str, str, int], Item | None]] = {
    "lesson": read_lesson,
    "quiz": read_quiz,
    "scenario": read_scenario,
}


def read(bundle: Bundle, *, today: date | None = None) -> Syllabus:
    """Give the syllabus of a bundle; raises CourseRefused with all problems, warnings included."""
    syllabus, problems = check(bundle, today=today)
    if syllabus is None:
        raise CourseRefused(problems)
    return syllabus


def check(bundle: Bundle, *, today: date | None = None) -> tuple[Syllabus | None, list[Problem]]:
    """Give the syllabus, or None if there are errors, and all problems in the order of files.

    With `today`, a day of review that has passed is a warning.
    """
    lined, shape, problems = read_course_file(bundle)
    files, file_problems = course_files(bundle)
    problems += file_problems
    if lined is None or shape is None:
        return None, in_order(problems)
    problems += twice_in_course(shape, lined)
    items = frozenset(f"{m.key}/{item.key}" for m in shape.modules for item in m.items)
    by_path = {file.path: file for file in files}
    reading = Reading(
        bundle=bundle,
        languages=tuple(shape.languages),
        lessons={m.key: {i.lesson for i in m.items if i.lesson} for m in shape.modules},
        files=by_path,
        renderer=Renderer(Surroundings(shape.key, by_path, items)),
        today=today,
        problems=problems,
        used={COURSE},
    )
    modules = [read_module(reading, lined, *pair) for pair in enumerate(shape.modules)]
    rules, found = read_rules(shape, lined, practice_in(modules))
    problems += [*unused(reading), *found]
    if any(problem.is_error for problem in problems):
        return None, in_order(problems)
    syllabus = Syllabus(
        key=shape.key,
        languages=reading.languages,
        title=Text.of(shape.title),
        summary=Text.of(shape.summary),
        outcomes=tuple(Text.of(outcome) for outcome in shape.outcomes),
        modules=tuple(modules),
        rules=rules,
        files=files,
    )
    return syllabus, in_order(problems)


def in_order(problems: list[Problem]) -> list[Problem]:
    """Give each problem once, by file and line."""
    return sorted(set(problems))


def read_course_file(bundle: Bundle) -> tuple[Lined | None, CourseShape | None, list[Problem]]:
    """Read course.yaml; its languages are learnt first, because its own texts need them."""
    if COURSE not in bundle:
        return None, None, [say("no-course", COURSE)]
    text, problems = text_of(COURSE, bundle[COURSE])
    if text is None:
        return None, None, problems
    lined, found = parse(text, COURSE)
    problems += found
    if lined is None:
        return None, None, problems
    shape, found = checked(CourseShape, lined, COURSE, languages_of(lined.value))
    return lined, shape, problems + found


def languages_of(value: object) -> tuple[str, ...]:
    """Give the languages a course names, as far as they can be made out."""
    named = value.get("languages") if isinstance(value, dict) else None
    if not isinstance(named, list):
        return ()
    return tuple(dict.fromkeys(name for name in named if isinstance(name, str)))


def read_module(reading: Reading, lined: Lined, index: int, shape: ModuleShape) -> Module:
    """Read a module with those of its items that can be read."""
    items: list[Item] = []
    for place, written in enumerate(shape.items):
        line = lined.line(["modules", index, "items", place])
        item = READERS[written.kind](reading, shape.key, written.key, line)
        if item is not None:
            items.append(item)
    return Module(
        key=shape.key,
        title=Text.of(shape.title),
        summary=Text.of(shape.summary),
        items=tuple(items),
    )


def practice_in(modules: Iterable[Module]) -> frozenset[str]:
    """Give the paths of the quizzes that never count."""
    items = (item for module in modules for item in module.items)
    return frozenset(item.path for item in items if isinstance(item, Quiz) and item.policy.practice)


def twice_in_course(shape: CourseShape, lined: Lined) -> list[Problem]:
    """Find languages, modules and items of a module that are named twice."""
    named: list[tuple[str, str, int]] = []
    for place, language in enumerate(shape.languages):
        named.append(("language", language, lined.line(["languages", place])))
    for index, module in enumerate(shape.modules):
        named.append(("module", module.key, lined.line(["modules", index, "key"])))
        for place, item in enumerate(module.items):
            line = lined.line(["modules", index, "items", place])
            named.append((f"module {index}", item.key, line))
    first: dict[tuple[str, str], int] = {}
    problems = []
    for kind, key, line in named:
        if (kind, key) in first:
            problems.append(say("twice", COURSE, line, key=key, at=str(first[kind, key])))
        first.setdefault((kind, key), line)
    return problems


def unused(reading: Reading) -> Iterator[Problem]:
    """Find files nobody is led to."""
    for path in reading.bundle:
        if path not in reading.used:
            yield say("unused-file" if path.startswith(FOLDER) else "orphan", path)
