"""The yardsticks: what Flask itself costs, and the honest minimum of a signed-in page.

(a) `/plain` sends 20 KB that are ready. (b) `/minimum` is what a careful author would write from
the documentation of Flask, Flask-Login and Flask-SQLAlchemy: the person by one indexed query, the
person's enrolment by another, the lessons of the course by a third, and a Jinja page of 20 KB with
the usual links. It has no CSRF token, no translation, no headers and no compression.
"""

import os
from contextlib import closing

from flask import Flask, render_template
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from lms.base import db as database

LEARNERS = 1000
LESSONS = 10
SECRET = "a yardstick has no secrets"
PARAGRAPH = "<p>" + "A leader who asks early is answered early. " * 10 + "</p>\n"
BODY = PARAGRAPH * 42
PLAIN = f"<!doctype html><title>20 KB</title>{BODY}{PARAGRAPH * 6}"


class Base(DeclarativeBase):
    """What the yardstick's tables are made from."""


db = SQLAlchemy(model_class=Base)


class User(UserMixin, Base):
    """Somebody with an account."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(120), unique=True)


class Enrolment(Base):
    """Somebody in a course."""

    __tablename__ = "enrolments"
    __table_args__ = (UniqueConstraint("user_id", "course_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    course_id: Mapped[int]
    done: Mapped[int]


class Lesson(Base):
    """A lesson of a course."""

    __tablename__ = "lessons"
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(index=True)
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(160))
    minutes: Mapped[int]


def create_app(path: str) -> Flask:
    """Build the yardstick over the SQLite file at `path`, with our own settings of SQLite."""
    app = Flask(__name__, template_folder="yardstick_pages")
    app.config["SECRET_KEY"] = SECRET
    app.config["SQLALCHEMY_DATABASE_URI"] = url = f"sqlite:///{path}"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = database.engine_options(url)
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)
    login = LoginManager(app)
    login.user_loader(lambda user_id: db.session.get(User, int(user_id)))
    app.add_url_rule("/plain", view_func=plain)
    app.add_url_rule("/minimum/<slug>/", view_func=minimum)
    for name in ("courses", "seminars", "mine", "help", "sign_out"):
        app.add_url_rule(f"/{name}/", endpoint=name, view_func=plain)
    return app


def plain() -> str:
    """(a): 20 KB that are ready."""
    return PLAIN


@login_required  # type: ignore[untyped-decorator]
def minimum(slug: str) -> str:
    """(b): the honest minimum."""
    enrolment = db.session.scalars(
        select(Enrolment).where(Enrolment.user_id == current_user.id, Enrolment.course_id == 1)
    ).one()
    lessons = db.session.scalars(
        select(Lesson).where(Lesson.course_id == enrolment.course_id).order_by(Lesson.id)
    ).all()
    here = next(lesson for lesson in lessons if lesson.slug == slug)
    return render_template(
        "lesson.html", here=here, enrolment=enrolment, lessons=lessons, body=BODY
    )


def fill(path: str) -> None:
    """Make the yardstick's tables and people."""
    with closing(database.sqlite_driver.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    app = create_app(path)
    with app.app_context():
        db.create_all()
        numbers = range(1, LEARNERS + 1)
        db.session.add_all(
            [User(id=n, name=f"Leader {n}", email=f"leader{n}@example.org") for n in numbers]
        )
        db.session.flush()
        db.session.add_all([Enrolment(user_id=n, course_id=1, done=n % LESSONS) for n in numbers])
        db.session.add_all(
            [
                Lesson(
                    course_id=1 + n // LESSONS, slug=f"lesson-{n}", title=f"Title {n}", minutes=9
                )
                for n in range(LESSONS * 4)
            ]
        )
        db.session.commit()


app = create_app(os.environ.get("YARDSTICK", ":memory:"))
