"""What is wrong with a course text: where it stands and what its author can do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding; `line` counts from 1, and 0 means the file as a whole.

    `code` names the rule and `values` what was filled in, so that the advice can be translated:
    `gettext(ADVICE[code].text) % dict(values)` says the same in another language.
    """

    file: str
    line: int
    advice: str
    level: Level = "error"
    code: str = "other"
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.advice}"

    @property
    def is_error(self) -> bool:
        """Say whether the problem stops a course from being published."""
        return self.level == "error"


class CourseRefused(Exception):
    """The bundle is not a course that can be published; `problems` says all that is known."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
