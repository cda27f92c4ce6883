"""The two parts of the account pages: before signing in, and one's own account."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)
account = Blueprint("account", __name__, url_prefix="/me")
