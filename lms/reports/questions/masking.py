"""Small numbers are not told: one or two people would be told with them."""

from collections.abc import Sequence

FEWEST = 3


def masked(counts: Sequence[int], *, are_parts: bool = True) -> list[int | None]:
    """Give the counts with None for 1 and 2.

    Where the counts are parts of a known whole, a single hidden one could be reckoned back from
    the others: then the smallest of those is hidden as well.
    """
    shown = [None if 0 < count < FEWEST else count for count in counts]
    if are_parts and shown.count(None) == 1:
        others = [count for count in shown if count]
        if others:
            shown[shown.index(min(others))] = None
    return shown
