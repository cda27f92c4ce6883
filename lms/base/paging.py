"""Long lists, a page at a time."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from lms.base.db import db

Item = TypeVar("Item")
PAGE = 20  # lines


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some lines of a list; `number` and `last` are counted from 1, `total` counts all lines."""

    items: list[Item]
    number: int
    last: int
    total: int


def page_of(query: Select[*tuple[Any, ...]], number: int, *, size: int = PAGE) -> Page[Any]:
    """One page of a query, as rows; a number beyond the end gives the last page."""
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    total = db.session.scalar(counted) or 0
    last = max(1, -(-total // size))
    here = min(max(1, number), last)
    rows = db.session.execute(query.limit(size).offset((here - 1) * size))
    return Page(list(rows), here, last, total)
