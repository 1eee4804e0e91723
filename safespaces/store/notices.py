"""A word to every process that a list was published, so that none waits for its next look.

PostgreSQL sends it with the transaction (NOTIFY): not before what it tells of can be read, and not
at all where that is rolled back. It may be missed, so everybody looks by the clock too.
"""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

_CHANNEL = "safespaces_list"
_AGAIN_AFTER_S = 5.0
_LOOK_S = 20.0  # a wait ends that often, to see that the connection is still there


def tell(session: Session) -> None:
    """Tell everybody, once this transaction is kept. SQLite has no such word."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(_CHANNEL, "")))


def listen(engine: Engine, heard: Callable[[], None]) -> None:
    """Call `heard` whenever somebody tells, for ever; at once over on SQLite. A connection that is
    lost is made again, and what was told meanwhile counts as heard.
    """
    while engine.dialect.name == "postgresql":
        try:
            _listen(engine, heard)
        except Exception:  # the driver's own kinds; whoever looks by the clock says what is wrong
            time.sleep(_AGAIN_AFTER_S)


def _listen(engine: Engine, heard: Callable[[], None]) -> None:
    proxied = engine.raw_connection()
    try:
        driver: Any = proxied.driver_connection
        driver.autocommit = True
        driver.execute(f"LISTEN {_CHANNEL}")
        heard()
        while True:
            for _ in driver.notifies(timeout=_LOOK_S, stop_after=1):
                heard()
            driver.execute("SELECT 1")
    finally:
        proxied.invalidate()  # it listens: nothing for the next who wants a connection
