"""How a quiz may be taken, as its author wrote it: pure values, the same for everybody."""

from dataclasses import dataclass
from typing import Literal

Counts = Literal["highest", "latest", "first", "average"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules of one quiz; None means without a limit. `pass_percent` is 0 to 100.

    `counts` says which of several attempts a person is judged by.
    """

    attempts: int | None = None
    counts: Counts = "highest"
    pass_percent: int = 80
    time_limit_minutes: int | None = None
    shuffle_questions: bool = False
    shuffle_options: bool = True
