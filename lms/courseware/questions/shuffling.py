"""Orders of options that tell nothing of what is right."""

from collections.abc import Sequence
from random import Random

GUARDED = 3  # of two things, to show them never in the right order would tell the right order


def drawn_apart(
    free: Sequence[str], last: Sequence[str], right: Sequence[str], random: Random
) -> tuple[str, ...]:
    """Shuffle the free keys, so that those in `right` do not stand as they do there.

    The keys in `last` follow as they are.
    """
    order = list(free)
    random.shuffle(order)
    if len(right) >= GUARDED and [key for key in order if key in right] == list(right):
        order.reverse()
    return (*order, *last)


def scrambled(
    name: str, free: Sequence[str], last: Sequence[str], right: Sequence[str]
) -> tuple[str, ...]:
    """Shuffle like `drawn_apart`, always the same for the same name: for where nothing is drawn."""
    return drawn_apart(free, last, right, Random(name))  # noqa: S311  an order, no secret
