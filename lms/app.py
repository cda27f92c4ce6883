"""The application, put together: the only module that knows everybody."""

import os

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import import_string

from lms import config, nouns
from lms.base import db as database
from lms.base import i18n
from lms.base.db import db
from lms.credentials import operations as credentials
from lms.learning.operations import ledger
from lms.mail import letter
from lms.web import (
    assets,
    cookies,
    current,
    drawing,
    errors,
    forgery,
    gate,
    headers,
    kept_pages,
    locale,
    squeezing,
)
from lms.web.row_number import RowNumber
from lms.web.site import BLUEPRINTS

COMMAND_LINE = "lms.cli.commands:init_app"


def create_app(settings: config.Settings | None = None) -> Flask:
    """Build the application from its settings (read from the environment when none are given)."""
    settings = settings or config.from_environment()
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(flask_config(settings))
    app.url_map.converters["int"] = RowNumber
    drawing.init_app(app)
    kept_pages.init_app(app)
    cookies.init_app(app)
    app.extensions["lms.settings"] = settings
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    letter.write_for(settings.base_url)
    connect_database(app)
    ledger.follow(credentials.award, credentials.reopen)
    i18n.init_app(app, locale.choose)
    current.init_app(app)
    errors.init_app(app)
    app.before_request(gate.check)
    forgery.Tokens(app)
    squeezing.init_app(app)
    headers.init_app(app, secure=settings.secure)
    assets.init_app(app)
    app.context_processor(template_words)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if "FLASK_RUN_FROM_CLI" in os.environ:
        import_string(COMMAND_LINE)(app)
    return app


def flask_config(settings: config.Settings) -> dict[str, object]:
    """Our settings in the words of Flask and its extensions."""
    url = database.address(settings.database_url)
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": database.engine_options(url),
        "TRUSTED_HOSTS": [*settings.hosts],
        "SESSION_COOKIE_NAME": "__Host-session" if settings.secure else "session",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 500 * 1000,
        "MAX_FORM_PARTS": 400,
    }


def connect_database(app: Flask) -> None:
    """Attach the database and hook its settings to every connection."""
    nouns.load()
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)


def template_words() -> dict[str, object]:
    """What every template may use."""
    return {
        "person": current.person_or_none(),
        "locale": i18n.current_locale(),
        "say_day": i18n.say_day,
        "say_moment": i18n.say_moment,
        "say_time": i18n.say_time,
        "path_here": request.full_path.rstrip("?"),
    }
