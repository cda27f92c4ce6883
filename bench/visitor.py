"""Requests as a browser would send them: its headers, its cookies, its CSRF token."""

import hashlib
import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from bench import population

BROWSER = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/156.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ru,en;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Sec-Fetch-Site": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request, to be sent over a socket or through a test client."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def all_headers(self) -> dict[str, str]:
        """The headers with those that every browser sends."""
        length = {"Content-Length": str(len(self.body.encode()))} if self.method == "POST" else {}
        return {"Host": "127.0.0.1:8000", **BROWSER, **self.headers, **length}

    def written(self) -> str:
        """The request as it goes over the line."""
        lines = [f"{name}: {value}" for name, value in self.all_headers.items()]
        return "\r\n".join([f"{self.method} {self.path} HTTP/1.1", *lines, "", self.body])


class Visitor:
    """A learner's signed-in browser, made without asking the server."""

    def __init__(self, app: Flask, learner: int) -> None:
        """Sign what the server would have signed at sign-in."""
        secret = hashlib.sha256(f"csrf {learner}".encode()).hexdigest()
        signer = URLSafeTimedSerializer(population.SECRET_KEY, salt="wtf-csrf-token")
        cookie = app.session_interface.get_signing_serializer(app).dumps(  # type: ignore[attr-defined]
            {"_user_id": population.token(learner), "_fresh": True, "csrf_token": secret}
        )
        self.csrf = str(signer.dumps(secret))
        self.cookies = {"Cookie": f"session={cookie}"}

    def get(self, path: str) -> Request:
        """Open a page."""
        return Request("GET", path, self.cookies)

    def send_form(self, path: str, **fields: str) -> Request:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrf_token": self.csrf, **fields})
        return Request("POST", path, {**self.cookies, **kind}, body)

    def send_json(self, path: str, content: object) -> Request:
        """Send what a script sends."""
        kind = {"Content-Type": "application/json", "X-CSRFToken": self.csrf}
        return Request("POST", path, {**self.cookies, **kind}, json.dumps(content))
