"""What every answer carries, whatever it answers."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, request

from lms.web import gate

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
FOR_A_YEAR = {"Strict-Transport-Security": "max-age=31536000"}
Headers = list[tuple[str, str]]


class Always:
    """Adds headers to every answer on its way out, unless the answer has its own."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], always: dict[str, str]) -> None:
        """Stand before a WSGI application (PEP 3333)."""
        self.inner = inner
        self.always = [*always.items()]
        self.names = frozenset(name.lower() for name in always)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""

        def begin(status: str, headers: Headers, *error: Any) -> Any:
            own = {name.lower() for name, _value in headers} & self.names
            added = [pair for pair in self.always if pair[0].lower() not in own]
            return start(status, headers + added, *error)

        return self.inner(environ, begin)


def init_app(app: Flask, *, secure: bool) -> None:
    """Add the headers to every answer of the application, errors included."""
    always = ALWAYS | (FOR_A_YEAR if secure else {})
    app.wsgi_app = Always(app.wsgi_app, always)  # type: ignore[method-assign, assignment]

    @app.after_request
    def add(response: Response) -> Response:
        if "Cache-Control" not in response.headers:
            declared = gate.declaration_of(app, request.endpoint) if request.endpoint else None
            found = response.status_code < 400  # an error page has the reader's name in its frame
            shared = declared is not None and declared.shared and found
            response.headers["Cache-Control"] = "public, max-age=300" if shared else "no-store"
        return response
