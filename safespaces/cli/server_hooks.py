"""What the server does beside serving: `safespaces tick` once a minute, in a process of its own.

These are gunicorn's settings.
"""

import subprocess
import sys
import threading
import time

_EVERY_S = 60


def when_ready(server: object) -> None:
    """Begin to tick when the server listens; ends with it."""
    threading.Thread(target=_tick_for_ever, daemon=True, name="tick").start()


def _tick_for_ever() -> None:
    while True:
        time.sleep(_EVERY_S)
        subprocess.run(
            [sys.executable, "-m", "safespaces", "tick"],
            stdout=subprocess.DEVNULL,
            check=False,
            timeout=None,
        )
