"""The command line: every command by name, loaded when it is called."""

from flask import Flask
from flask_migrate import Migrate

from lms.base.db import db
from lms.cli.attempts import attempts
from lms.cli.certificates import certificates
from lms.cli.cities import cities
from lms.cli.courses import courses
from lms.cli.demo import demo
from lms.cli.doctor import doctor
from lms.cli.files import files
from lms.cli.mail import mail
from lms.cli.question_files import export, import_
from lms.cli.questions import questions
from lms.cli.serve import serve
from lms.cli.users import users


def init_app(app: Flask) -> None:
    """Attach the commands to the application."""
    Migrate(app, db, render_as_batch=True)
    questions.add_command(import_)
    questions.add_command(export)
    for command in (
        attempts,
        certificates,
        cities,
        courses,
        demo,
        doctor,
        files,
        mail,
        questions,
        serve,
        users,
    ):
        app.cli.add_command(command)
