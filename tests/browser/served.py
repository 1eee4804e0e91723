"""The real app behind the real server, at a fixed time, for the browser tests."""

import os
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

import gunicorn.util
from flask import Flask, request

from safespaces.settings import settings_from
from safespaces.web.app import create_app


def app() -> Flask:
    """What gunicorn is given: the app with a clock that stands at TEST_NOW, or where TEST_CLOCK has been put."""
    put_on = Path(os.environ["TEST_CLOCK"])  # a test may write another time there

    def clock() -> datetime:
        return datetime.fromisoformat(
            put_on.read_text() if put_on.exists() else os.environ["TEST_NOW"]
        )

    asked = Path(os.environ["TEST_ASKED"])
    gunicorn.util.http_date = lambda timestamp=None: format_datetime(clock(), usegmt=True)
    made = create_app(settings_from(), clock=clock)

    @made.before_request
    def note() -> None:  # everything that reaches the server, a service worker's requests too
        headers = " ".join(f"{name}={value}" for name, value in request.headers)
        body = request.get_data(cache=True, as_text=True)
        with asked.open("a") as file:
            file.write(f"{request.method} {request.full_path} {headers} {body!r}\n")

    return made
