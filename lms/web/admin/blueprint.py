"""The part of the site where people, associations and invitations are looked after."""

from flask import Blueprint

admin = Blueprint("admin", __name__, url_prefix="/admin")
