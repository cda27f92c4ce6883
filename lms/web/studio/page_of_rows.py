"""The rows of a file on pages, with how many of them are good."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.courseware.exchange.rows import Row

PAGE = 50


@dataclass(frozen=True, slots=True)
class PageOfRows:
    """One page of rows; `number` and `last` count from 1."""

    rows: Sequence[Row]
    number: int
    last: int
    good: int
    bad: int
    with_remarks: int

    @classmethod
    def of(cls, rows: Sequence[Row], wanted: int) -> "PageOfRows":
        """Give the page wanted, or the nearest there is."""
        last = max(-(-len(rows) // PAGE), 1)
        number = min(max(wanted, 1), last)
        good = sum(row.is_good for row in rows)
        return cls(
            rows=rows[(number - 1) * PAGE : number * PAGE],
            number=number,
            last=last,
            good=good,
            bad=len(rows) - good,
            with_remarks=sum(row.is_good and bool(row.remarks) for row in rows),
        )
