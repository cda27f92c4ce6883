"""What every answer carries, whatever it answers."""

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


def init_app(app: Flask, *, secure: bool) -> None:
    """Add the headers to every answer of the application, errors included."""
    always = ALWAYS | (FOR_A_YEAR if secure else {})

    @app.after_request
    def add(response: Response) -> Response:
        given = {name.lower() for name, _value in response.headers}
        for name, value in always.items():
            if name.lower() not in given:
                response.headers.add(name, value)
        if "cache-control" not in given:
            declared = gate.declaration_of(app, request.endpoint) if request.endpoint else None
            shared = declared is not None and declared.shared
            response.headers["Cache-Control"] = "public, max-age=300" if shared else "no-store"
        return response
