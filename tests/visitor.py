"""A signed-in person at the real server, who sends forms and JSON over plain HTTP."""

from __future__ import annotations

import http.client
import json
from datetime import timedelta
from urllib.parse import urlencode

from itsdangerous import URLSafeTimedSerializer

from lms.accounts.session import UserSession
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_token
from tests.server import Answer, Server

TIMEOUT = 15  # seconds


class Visitor:
    """One browser with one person; a connection of its own for every request."""

    def __init__(self, server: Server, user_id: int) -> None:
        self.server = server
        token, raw = fresh_token(), fresh_token()
        with server.app.app_context(), transaction():
            db.session.add(
                UserSession(
                    user_id=user_id,
                    token_digest=digest(token),
                    device="Test browser",
                    signed_in_at=clock.now(),
                    expires_at=clock.now() + timedelta(days=1),
                )
            )
        signer = server.app.session_interface.get_signing_serializer(server.app)  # type: ignore[attr-defined]
        name = server.app.config["SESSION_COOKIE_NAME"]
        content = {"_user_id": token, "_fresh": True, "csrf_token": raw}
        self.cookie = f"{name}={signer.dumps(content)}"
        secret = server.app.config["SECRET_KEY"]
        self.token = URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw)

    def get(self, path: str) -> Answer:
        """Look at a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, **form: str) -> Answer:
        """Send a form."""
        body = urlencode({**form, "csrf_token": self.token}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, content: object) -> Answer:
        """Send JSON, as a page's script does."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        return self._ask("POST", path, json.dumps(content).encode(), headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, {**headers, "Cookie": self.cookie})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()
