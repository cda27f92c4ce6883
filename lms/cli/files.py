"""`flask files`: what people handed in, on disk."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from lms.base import clock
from lms.base.db import db
from lms.learning.upload import Upload
from lms.storage.blob import BlobStore

files = AppGroup("files", help="Files that people handed in.")


@files.command("sweep")
def sweep() -> None:
    """Remove what a killed process left and what no attempt knows. Safe to repeat."""
    store = BlobStore(current_app.extensions["lms.settings"].files_dir)
    known = set(db.session.scalars(select(Upload.sha256).distinct()))
    swept = store.sweep(set(store.digests()) - known, clock.now())
    click.echo(f"{swept} removed, {len(known)} kept.")
