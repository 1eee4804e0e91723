"""safespaces run"""

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

import click

from safespaces.actions.operations.demonstration import refuse_as_real
from safespaces.actions.operations.first_start import make_ready
from safespaces.actions.operations.key_file import keyring_from
from safespaces.clock import utc_now
from safespaces.errors import SettingsError, StoreError
from safespaces.settings import Settings, settings_from
from safespaces.store.database import Database


@click.command("run", epilog="Example: PORT=8080 safespaces run --workers 4")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Put a proxy that speaks HTTPS in front of any other.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes; each answers with eight threads.",
)
def command(host: str, workers: int) -> None:
    """Prepare everything that is missing, then serve until stopped.

    The first start makes the database, imports the demonstration venues into an empty register
    (none with SAFESPACES_DEMO_BANNER=off), publishes, and tries once, briefly, to download
    postcodes.
    """
    settings = settings_from()
    _check_port(host, settings.port)
    _prepare(settings)
    click.echo(f"Safe Spaces is at http://{host}:{settings.port}  (Ctrl-C stops it)")
    sys.stdout.flush()
    _serve(host, settings.port, workers)


def _prepare(settings: Settings) -> None:
    """Raises StoreError where the database is gone and no list was kept to serve without it."""
    database = Database(settings.database, keyring=keyring_from(settings))
    try:
        banner = settings.demo_banner
        make_ready(database, at=utc_now(), say=click.echo, with_demonstration=banner)
        refuse_as_real(database, is_called_demonstration=banner)
    except StoreError as error:
        if not Path(settings.snapshot_copy).exists():
            raise
        click.echo(f"{error} Serving the list that was kept.", err=True)
    finally:
        database.close()


def _check_port(host: str, port: int) -> None:
    """One plain line now instead of gunicorn's many later. Raises SettingsError."""
    try:
        socket.create_server((host, port), reuse_port=False).close()
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise SettingsError(
            f"Nothing can listen on {host}:{port} ({why}). Choose another port, as in: PORT=8001"
            " make run"
        ) from None


# The k-d tree would share each look-up out among all cores, and waking them takes longer than the
# look-up.
_ONE_THREAD_A_QUERY = {"OMP_NUM_THREADS": "1"}


# four of them may wait for the database (web/sources.py): the others answer the public
THREADS = 8


def server_arguments(host: str, port: int, workers: int) -> list[str]:
    """How Python is told to be gunicorn.

    Threads, no access log (it would hold addresses), no control socket in the home folder.
    """
    return [
        "-m",
        "gunicorn",
        "--config",
        "python:safespaces.cli.server_hooks",
        "safespaces.web.app:create_app()",
        "--bind",
        f"{host}:{port}",
        "--workers",
        str(workers),
        "--worker-class",
        "gthread",
        "--threads",
        str(THREADS),
        "--no-control-socket",
        "--log-level",
        "warning",
        "--logger-class",
        "safespaces.web.server_log.ServerLog",
        "--graceful-timeout",
        "10",
        "--limit-request-line",
        "4094",
        "--preload",
        # what a visitor says of a proxy counts only behind one (web/app.py)
        "--forwarded-allow-ips",
        "",
        "--umask",
        "0o077",
    ]


def _figures_together() -> dict[str, str]:
    """A folder in which the processes count together, where figures are made (web/metrics.py)."""
    if find_spec("prometheus_client") is None or "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        return {}
    return {"PROMETHEUS_MULTIPROC_DIR": mkdtemp(prefix="safespaces-figures-")}


def _serve(host: str, port: int, workers: int) -> None:
    """Become the server."""
    try:
        os.execve(
            sys.executable,
            [sys.executable, *server_arguments(host, port, workers)],
            {**os.environ, **_ONE_THREAD_A_QUERY, **_figures_together()},
        )
    except OSError as error:
        raise SettingsError(f"The server could not be started: {error}") from error
