"""safespaces work"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

import click

from safespaces.actions.imports.large_imports import are_waiting, start_worker
from safespaces.actions.operations.clock_trust import made_at
from safespaces.actions.operations.work import work
from safespaces.cli.opening import opened
from safespaces.clock import utc_now
from safespaces.messages.transports import transport_for
from safespaces.objects.s3 import ObjectStore
from safespaces.settings import Settings

_LOOK_EVERY_S = 2.0


@click.command("work", epilog="Example: safespaces work, from systemd beside the web service")
@click.option(
    "--with-parent",
    type=int,
    help="Number of the process that started this one: end when it is gone.",
)
def command(with_parent: int | None) -> None:
    """Send mail and do what has to happen by itself, until stopped.

    `safespaces run` starts one. Several do no harm: each message and each step is done by one of
    them.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if with_parent:
        threading.Thread(target=_stop_without, args=(with_parent, stop), daemon=True).start()
    with opened() as (settings, database):

        def large_imports() -> None:
            if are_waiting(database):  # whose process has died; one at work is left alone
                start_worker(settings.database)

        send = transport_for(settings)
        further = further_steps(settings)
        if work(
            database,
            send,
            settings,
            utc_now,
            stop,
            further=further,
            made=made_at(),
            after_each_tick=large_imports,
        ):
            return
    click.echo("safespaces: a step did not come to its end, so the worker ends", err=True)
    sys.stderr.flush()
    os._exit(1)  # the thread that is stuck would keep the process


def further_steps(settings: Settings) -> dict[str, Callable[[], object]]:
    """Steps of a tick that a setting asks for. Raises SettingsError."""
    if not settings.objects:
        return {}
    from safespaces.web.object_files import ObjectFiles  # the worker is small without the pages

    store = ObjectStore(settings.objects)
    return {"object store": ObjectFiles(settings, store, utc_now).store_changed}


def _stop_without(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_S)
    stop.set()
