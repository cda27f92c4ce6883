"""The map of the site: every blueprint, in one list."""

from flask import Blueprint

from lms.web import assets, health, locale
from lms.web.accounts import routes as accounts
from lms.web.admin import routes as admin
from lms.web.calendars import feeds, schedule
from lms.web.catalogue import courses, media
from lms.web.credentials import checks, keys, own
from lms.web.home import pages as home
from lms.web.learning import routes as learning
from lms.web.organise import board as organise
from lms.web.seminars import cancellations, cities, registrations, seminars
from lms.web.studio import routes as studio
from lms.web.teach import analyses
from lms.web.teach import courses as teach

BLUEPRINTS: tuple[Blueprint, ...] = (
    *accounts.BLUEPRINTS,
    admin.bp,
    assets.bp,
    health.bp,
    locale.bp,
    home.bp,
    checks.bp,
    keys.bp,
    own.bp,
    courses.bp,
    media.bp,
    *learning.BLUEPRINTS,
    schedule.bp,
    feeds.bp,
    organise.bp,
    cancellations.bp,
    cities.bp,
    registrations.bp,
    seminars.bp,
    studio.bp,
    teach.bp,
    analyses.bp,
)
