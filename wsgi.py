"""The application for servers and for the `flask` command."""

from lms.app import create_app

app = create_app()
