"""Headers on every answer: what a page may load, and that nothing of it is kept or told on.

No public page sets a cookie.
"""

from flask import Flask, Response, request

from safespaces.settings import Settings
from safespaces.web.inline import inline_sources

NO_STORE = "no-store"  # answers to a person: kept nowhere
FRESH = "no-cache"  # pages alike for everybody: ask again each time, states change by the minute
# for other systems' pages too; alike for everybody or without credentials
_PUBLIC_DATA = (
    "/api/",
    "/directory.json",
    "/directory/",
    "/places.geojson",
    "/places.csv",
)


def add_headers(app: Flask, settings: Settings) -> None:
    """Put the headers on everything the app answers."""
    fixed = _fixed(settings)
    # tile servers ask for it; it is never more than our origin
    to_others = [
        *fixed,
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ]
    to_a_person = [*fixed, ("Referrer-Policy", "same-origin")]

    @app.after_request
    def put(response: Response) -> Response:
        headers = response.headers
        kept = headers.get("Cache-Control")
        # no view sets one of these, so there is nothing to look for
        headers.extend(to_a_person if kept == NO_STORE else to_others)
        if kept is None:
            headers.add("Cache-Control", FRESH)
        if request.path.startswith(_PUBLIC_DATA):
            headers.add("Access-Control-Allow-Origin", "*")
        return response


def content_policy(settings: Settings) -> str:
    """The Content-Security-Policy: everything from ourselves, nothing inline but two
    scripts of ours (web/inline.py), and the tiles of a configured server.
    """
    images = " ".join(
        filter(None, ("img-src 'self' data:", settings.tiles_origin.replace("{s}", "*")))
    )
    parts = (
        "default-src 'self'",
        f"script-src 'self' {inline_sources()}",
        images,
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(parts)


def _fixed(settings: Settings) -> list[tuple[str, str]]:
    return [
        ("Content-Security-Policy", content_policy(settings)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        *_by_https_only(settings),
    ]


def _by_https_only(settings: Settings) -> list[tuple[str, str]]:
    """Browsers never ask by HTTP again (RFC 6797), where people come by HTTPS."""
    if not settings.address.startswith("https://"):
        return []
    return [("Strict-Transport-Security", "max-age=31536000; includeSubDomains")]
