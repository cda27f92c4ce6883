"""The policy of a quiz in words, for whoever takes it and for whoever runs it."""

from collections.abc import Iterator
from datetime import timedelta

from lms.base.i18n import gettext as _
from lms.base.i18n import lazy_gettext, ngettext
from lms.courseware.policy import Policy
from lms.courseware.review_policy import EVERYTHING, Moment, Part, ReviewPolicy
from lms.learning.terms import Terms, terms_of
from lms.web.learning.figures import figure, moscow

COUNTS = {
    "highest": lazy_gettext("The best attempt counts."),
    "latest": lazy_gettext("The latest attempt counts."),
    "first": lazy_gettext("The first attempt counts."),
    "average": lazy_gettext("The average of all attempts counts."),
}
PARTS: dict[Part, object] = {
    "correct": lazy_gettext("whether each answer was right"),
    "marks": lazy_gettext("the marks"),
    "feedback": lazy_gettext("what the author says to your answers"),
    "explanation": lazy_gettext("the explanations"),
    "answer": lazy_gettext("the right answers"),
}


def lines_of(policy: Policy, terms: Terms | None = None) -> list[str]:
    """Say attempts, what counts, waiting, time, and how it is answered: a sentence each.

    `terms` are those of one person; without them those of everybody.
    """
    return list(_lines(policy, terms or terms_of(policy, ())))


def _lines(policy: Policy, terms: Terms) -> Iterator[str]:
    if policy.practice:
        yield _("This is practice: it never counts, and you may take it as often as you like.")
    else:
        yield _attempts(terms.attempts)
        if terms.attempts != 1:
            yield str(COUNTS[policy.counts])
    if terms.wait is not None:
        yield _("Between two attempts you wait %(time)s.", time=say_minutes(minutes_of(terms.wait)))
    if terms.limit is not None:
        yield _("You have %(time)s from the start.", time=say_minutes(minutes_of(terms.limit)))
    yield from _behaviour(policy)


def _attempts(attempts: int | None) -> str:
    if attempts is None:
        return _("You may take it as often as you like.")
    return ngettext("You may take it %(num)s time.", "You may take it %(num)s times.", attempts)


def _behaviour(policy: Policy) -> Iterator[str]:
    if policy.behaviour == "immediate":
        yield _("You can check each answer once; after that it cannot be changed.")
    elif policy.behaviour == "interactive":
        yield ngettext(
            "You can check each answer and have %(num)s try at it.",
            "You can check each answer and have %(num)s tries at it.",
            policy.tries,
        )
        if policy.penalty_part:
            yield _(
                "A wrong try costs %(percent)s %% of the marks of the question.",
                percent=figure(round(policy.penalty_part * 100)),
            )


def minutes_of(time: timedelta) -> int:
    """Give the whole minutes of a time."""
    return int(time.total_seconds() // 60)


def say_minutes(minutes: int) -> str:
    """Say so many minutes: «45 minutes», «1 hour», «2 hours 30 minutes», «3 days»."""
    days, rest = divmod(minutes, 1440)
    hours, rest = divmod(rest, 60)
    parts = [
        ngettext("%(num)s day", "%(num)s days", days) if days else "",
        ngettext("%(num)s hour", "%(num)s hours", hours) if hours else "",
        ngettext("%(num)s minute", "%(num)s minutes", rest) if rest or not minutes else "",
    ]
    return " ".join(part for part in parts if part)


def shown_of(policy: Policy) -> list[tuple[str, str]]:
    """Say what is shown at which moment; moments that show the same are one line."""
    review = policy.review
    rows: list[tuple[str, str]] = []
    if policy.tries_allowed:
        rows.append((_("After checking a question"), _parts(review, "during")))
    right_after, later = _parts(review, "right-after"), _parts(review, "later")
    closed = _parts(review, "closed")
    if right_after == later == closed:
        return [*rows, (_("After handing in"), later)]
    if right_after == later:
        rows.append((_("After handing in"), later))
    else:
        rows.append((_("In the two minutes after handing in"), right_after))
        rows.append((_("Later, as long as the quiz is open"), later))
    if closed != later:
        rows.append((_("After the end of the quiz"), closed))
    return rows


def _parts(review: ReviewPolicy, moment: Moment) -> str:
    shown = review.at(moment)
    if shown == EVERYTHING:
        return _("everything, the explanations and right answers as well")
    named = [str(words) for part, words in PARTS.items() if part in shown]
    return joined(named) if named else _("only whether you have passed")


def joined(words: list[str]) -> str:
    """Put a list into a sentence: «a, b and c»."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1])


def what_follows(review: ReviewPolicy, moment: Moment, terms: Terms) -> str:
    """Say what will be shown that is not shown now, and when; empty where there is nothing more."""
    if moment == "closed":
        return ""
    now, later, closed = review.at(moment), review.at("later"), review.at("closed")
    if now - later:
        return _("Some of this is shown for two minutes only.")
    if not closed - later:
        return ""
    parts = joined([str(words) for part, words in PARTS.items() if part in closed - later])
    if terms.hard_end_at is None:
        return _(
            "After the end of the quiz you also see %(parts)s. "
            "The end is not set yet: ask your trainer.",
            parts=parts,
        )
    return _(
        "After %(moment)s you also see %(parts)s.", moment=moscow(terms.hard_end_at), parts=parts
    )
