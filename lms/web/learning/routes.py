"""The pages of learning, in one list for the map of the site."""

from flask import Blueprint

from lms.web.learning import (
    answers,
    attempts,
    checks,
    completions,
    enrolments,
    figures,
    items,
    playthroughs,
    progress,
    reviews,
    submissions,
    unclarities,
    uploads,
    withdrawals,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    answers.bp,
    attempts.bp,
    checks.bp,
    completions.bp,
    enrolments.bp,
    figures.bp,
    items.bp,
    playthroughs.bp,
    progress.bp,
    reviews.bp,
    submissions.bp,
    unclarities.bp,
    uploads.bp,
    withdrawals.bp,
)
