"""The real app behind the real server, at a fixed time, for the browser tests."""

import os
from datetime import datetime

from flask import Flask

from safespaces.settings import settings_from
from safespaces.web.app import create_app


def app() -> Flask:
    """What gunicorn is given: the app with a clock that stands at TEST_NOW."""
    now = datetime.fromisoformat(os.environ["TEST_NOW"])
    return create_app(settings_from(), clock=lambda: now)
